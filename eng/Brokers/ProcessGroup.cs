using System.Globalization;

namespace Waybill.Brokers;

/// <summary>Looks in /proc for what is left of a process group.</summary>
internal static class ProcessGroup
{
    /// <summary>Whether any member still runs; one that has ended and only waits for its parent to notice does not count.</summary>
    public static bool IsRunning(int groupId)
    {
        var id = groupId.ToString(CultureInfo.InvariantCulture);
        return Directory.Exists("/proc") && Directory.EnumerateDirectories("/proc").Any(process => IsRunningMember(process, id));
    }

    // proc(5): "pid (name) state parent group …", and the name may hold blanks and brackets.
    private static bool IsRunningMember(string process, string groupId)
    {
        if (!char.IsAsciiDigit(Path.GetFileName(process)[0]) || Read($"{process}/stat") is not { } stat)
        {
            return false;
        }

        return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var state, _, var group, ..]
            && group == groupId && state is not ("Z" or "X");
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // It ended while we looked.
        }
    }
}
