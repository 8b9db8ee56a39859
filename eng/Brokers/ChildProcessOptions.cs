namespace Waybill.Brokers;

/// <summary>What to start and how.</summary>
public sealed record ChildProcessOptions
{
    /// <summary>A path, or a name that is looked up in PATH.</summary>
    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Added to this process's own environment; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    public string? WorkingDirectory { get; init; }

    /// <summary>Gets every line of standard output and standard error, from two threads. Must not throw and must not block.</summary>
    public Action<string>? OnOutput { get; init; }
}
