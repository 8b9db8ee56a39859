using System.Globalization;

namespace Waybill.Core.Export.Spool;

/// <summary>
/// Who answers for a file of the spool: a process, which holds a lock for as long as it lives. The system lets go of it whatever ends the process, so
/// that files of one that is gone can be told from those of one that is there.
/// </summary>
internal sealed class SpoolOwner : IDisposable
{
    private const string Ending = ".spool-owner";
    private const int Attempts = 5;

    private readonly FileStream held;

    private SpoolOwner(string id, FileStream held)
    {
        Id = id;
        this.held = held;
    }

    internal string Id { get; }

    /// <summary>Becomes an owner.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    internal static SpoolOwner Enter(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Another process may take the file for one of the dead before it is locked: then another name will do.
            var id = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}x{Random.Shared.NextInt64():x16}");
            try
            {
                return new SpoolOwner(id, new FileStream(PathOf(folder, id), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (attempt < Attempts && Directory.Exists(folder))
            {
                // Tried again.
            }
        }
    }

    /// <summary>The owners that have a lock file, whether they live or not.</summary>
    internal static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(folder, "*" + Ending).Select(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>Whether an owner is gone. Its lock file is removed then.</summary>
    internal static bool IsGone(string folder, string id)
    {
        var path = PathOf(folder, id);
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        }
        catch (FileNotFoundException)
        {
            return true; // it left in good order, or somebody else found it gone
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // it holds its lock, or is another user's
        }

        SpoolFile.TryDelete(path);
        return true;
    }

    public void Dispose()
    {
        var path = held.Name;
        held.Dispose();
        SpoolFile.TryDelete(path);
    }

    private static string PathOf(string folder, string id) => Path.Combine(folder, id + Ending);
}
