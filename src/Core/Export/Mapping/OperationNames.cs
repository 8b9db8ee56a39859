using System.Collections.Concurrent;

namespace Waybill.Core.Export.Mapping;

/// <summary>Operations of systems that have no name of their own here, <c>system.operation</c>: a few texts that repeat, so that they are kept.</summary>
internal static class OperationNames
{
    private const int MaxKept = 256;

    /// <summary>A longer one is cut where it is written, and not worth its memory.</summary>
    private const int MaxLength = 100;

    private static readonly ConcurrentDictionary<(string System, string? Operation), string> Kept = new();

    internal static string Of(string system, string? operation)
    {
        if (Kept.TryGetValue((system, operation), out var name))
        {
            return name;
        }

        name = $"{system}.{operation}";
        if (Kept.Count < MaxKept && name.Length <= MaxLength)
        {
            Kept.TryAdd((system, operation), name);
        }

        return name;
    }
}
