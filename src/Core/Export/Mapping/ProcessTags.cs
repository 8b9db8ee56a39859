using System.Reflection;
using System.Text;

namespace Waybill.Core.Export.Mapping;

/// <summary>The tag <c>_dd.tags.process</c>: which program this is, <c>name:value</c> at commas.</summary>
internal static class ProcessTags
{
    /// <summary>Names of folders and of the program, and whether somebody named the service.</summary>
    /// <param name="settings">The settings.</param>
    internal static string Of(TracerSettings settings)
    {
        var program = Assembly.GetEntryAssembly()?.GetName().Name ?? Path.GetFileNameWithoutExtension(Environment.ProcessPath);
        var isNamedByUser = settings.ServiceName != program;
        StringBuilder text = new();
        Append(text, "entrypoint.basedir", NameOf(AppContext.BaseDirectory));
        Append(text, "entrypoint.name", program);
        Append(text, "entrypoint.workdir", NameOf(Environment.CurrentDirectory));
        Append(text, isNamedByUser ? "svc.user" : "svc.auto", isNamedByUser ? "true" : settings.ServiceName);
        return text.ToString();
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));

    private static void Append(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append(':').Append(value.Replace(',', '_').Replace(':', '_'));
        }
    }
}
