namespace Waybill.Core.Export.Encoders;

/// <summary>Where a span stands in its chunk and its trace: it decides which tags of the trace the span carries.</summary>
/// <param name="IsFirst">The chunk's first span.</param>
/// <param name="IsFirstOfPayload">The first span of a payload's first chunk.</param>
/// <param name="HasPriority">It tells the trace's sampling priority: a local root, or a span whose parent is in another chunk.</param>
/// <param name="IsLocalRoot">It has no parent in this process.</param>
/// <param name="IsTopLevel">It is a local root, or its parent is of another service.</param>
internal readonly record struct ChunkPosition(bool IsFirst, bool IsFirstOfPayload, bool HasPriority, bool IsLocalRoot, bool IsTopLevel);
