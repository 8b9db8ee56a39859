namespace Waybill.Brokers.Tests;

/// <summary>Reads /proc to tell on which addresses a process listens.</summary>
internal static class LoopbackListeners
{
    private const string Listening = "0A";

    /// <summary>One text for each socket on which one of the processes listens for other machines.</summary>
    public static IEnumerable<string> NotOnLoopback(IReadOnlyCollection<int> processIds)
    {
        var inodes = processIds.SelectMany(Inodes).ToHashSet();
        return from table in (string[])["/proc/net/tcp", "/proc/net/tcp6"]
               where File.Exists(table)
               from line in File.ReadLines(table).Skip(1)
               let columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where columns[3] == Listening && inodes.Contains(columns[9]) && !IsLoopback(columns[1].Split(':')[0])
               select $"listens on {columns[1]} (hexadecimal)";
    }

    // In the kernel's notation: words in the machine's byte order.
    private static bool IsLoopback(string address) =>
        address is "0100007F" or "00000000000000000000000001000000" or "0000000000000000FFFF00000100007F";

    private static IEnumerable<string> Inodes(int processId)
    {
        foreach (var descriptor in Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd"))
        {
            if (new FileInfo(descriptor).LinkTarget is { } target && target.StartsWith("socket:[", StringComparison.Ordinal))
            {
                yield return target["socket:[".Length..^1];
            }
        }
    }
}
