namespace Waybill.Demo;

/// <summary>Finds the programs of this repository that were built along with this one.</summary>
internal static class BuiltProgram
{
    /// <param name="project">The project's folder, from the root of the repository.</param>
    /// <param name="assembly">The assembly's name.</param>
    /// <exception cref="ProgramException">It is not built.</exception>
    public static string Path(string project, string assembly)
    {
        // …/bin/Release/net10.0/ of this program says which configuration and framework.
        DirectoryInfo here = new(AppContext.BaseDirectory.TrimEnd(System.IO.Path.DirectorySeparatorChar));
        var path = System.IO.Path.Combine(Root(here).FullName, project, "bin", here.Parent!.Name, here.Name, assembly + ".dll");
        return File.Exists(path) ? path : throw new ProgramException($"{assembly} is not built; run ./build.sh build.");
    }

    private static DirectoryInfo Root(DirectoryInfo from)
    {
        for (var directory = from; directory is not null; directory = directory.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(directory.FullName, "Waybill.slnx")))
            {
                return directory;
            }
        }

        throw new ProgramException($"{from.FullName} is in no checkout of Waybill: no folder above it holds Waybill.slnx.");
    }
}
