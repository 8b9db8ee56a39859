namespace Waybill.Demo.Samples;

/// <summary>A program below samples/, how it is run, and what its traces must have.</summary>
internal interface ISample
{
    /// <summary>The name of its folder and of its assembly.</summary>
    string Project { get; }

    /// <summary>How many spans there are at least, by service and operation with a blank between.</summary>
    IReadOnlyDictionary<string, int> Spans { get; }

    /// <summary>Starts what it needs and lets it do its work.</summary>
    Task RunAsync(SampleHost host, CancellationToken stop);
}
