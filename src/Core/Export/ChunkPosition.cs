namespace Waybill.Core.Export;

/// <summary>Where a span stands in its chunk: it decides which tags of the trace the span carries.</summary>
/// <param name="IsFirst">The chunk's first span.</param>
/// <param name="IsOrphan">Its parent is not in the chunk.</param>
/// <param name="IsLocalRoot">It has no parent in this process.</param>
internal readonly record struct ChunkPosition(bool IsFirst, bool IsOrphan, bool IsLocalRoot);
