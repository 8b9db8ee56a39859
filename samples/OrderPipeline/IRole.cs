namespace OrderPipeline;

/// <summary>One of the four services.</summary>
internal interface IRole
{
    string Name { get; }

    /// <summary>Works until it is stopped. Says <c>{name} ready</c> when it can take work.</summary>
    Task RunAsync(PipelineSettings settings, CancellationToken stop);
}
