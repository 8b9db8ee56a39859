using System.Globalization;
using System.Text.RegularExpressions;

namespace Waybill.Core.Export.Agent;

/// <summary>The container that this process runs in, as Linux's control groups tell it: by that the agent adds the container's tags.</summary>
/// <param name="ContainerId">The container's id; null when there is none.</param>
/// <param name="EntityId"><c>ci-</c> with that id, or <c>in-</c> with the inode of the control group, which the agent can find; null when neither is known.</param>
internal sealed partial record ContainerIdentity(string? ContainerId, string? EntityId)
{
    /// <summary>The inode of the host's own namespace of control groups (the kernel's PROC_CGROUP_INIT_INO): a process there is in no container.</summary>
    private const string HostNamespace = "cgroup:[4026531835]";

    private const int MaxLines = 1000;
    private const int MaxLineLength = 4096;

    private static readonly Lazy<ContainerIdentity> OfThisProcess = new(() => Read("/proc/self", "/sys/fs/cgroup", FileInode.Of));

    internal static ContainerIdentity Current => OfThisProcess.Value;

    /// <summary>Reads it; whatever cannot be read is not known.</summary>
    /// <param name="process">The process's folder in <c>/proc</c>.</param>
    /// <param name="controlGroups">Where the control groups are mounted.</param>
    /// <param name="inodeOf">The inode of a folder; null when there is none.</param>
    internal static ContainerIdentity Read(string process, string controlGroups, Func<string, ulong?> inodeOf)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                return new ContainerIdentity(null, null);
            }

            string[] lines = [.. File.ReadLines(Path.Combine(process, "cgroup")).Take(MaxLines).Where(line => line.Length <= MaxLineLength)];
            if (lines.Select(ContainerIdIn).OfType<string>().FirstOrDefault() is { } id)
            {
                return new ContainerIdentity(id, "ci-" + id);
            }

            var isOnHost = new FileInfo(Path.Combine(process, "ns/cgroup")).LinkTarget is null or HostNamespace;
            return new ContainerIdentity(null, isOnHost ? null : InodeEntity(lines, controlGroups, inodeOf));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or RegexMatchTimeoutException)
        {
            return new ContainerIdentity(null, null);
        }
    }

    /// <summary>A line is <c>number:controllers:path</c>; the id is what the path's last part ends with, but for <c>.scope</c>.</summary>
    private static string? ContainerIdIn(string line) => line.Split(':', 3) is [_, _, var path] && Id.Match(path) is { Success: true } match ? match.Groups["id"].Value : null;

    /// <summary>Of the one hierarchy of version 2, whose line names no controllers, or of the memory controller of version 1.</summary>
    private static string? InodeEntity(IEnumerable<string> lines, string controlGroups, Func<string, ulong?> inodeOf)
    {
        foreach (var line in lines)
        {
            if (line.Split(':', 3) is [_, "" or "memory", var path] parts
                && inodeOf(Path.Join(controlGroups, parts[1], path.TrimEnd('/'))) is { } inode and > 2)
            {
                return string.Create(CultureInfo.InvariantCulture, $"in-{inode}");
            }
        }

        return null;
    }

    /// <summary>64 hexadecimal digits as Docker and Kubernetes have them, a UUID as Garden has it, or 32 digits and a number as Fargate has it.</summary>
    [GeneratedRegex(
        @"(?<id>[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){4}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}-[0-9]{1,20})(\.scope)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id { get; }
}
