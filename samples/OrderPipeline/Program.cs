using OrderPipeline;
using Waybill.Core;

IRole[] roles = [new Storefront(), new Fulfilment(), new Shipping(), new Notifier()];
var role = roles.FirstOrDefault(role => role.Name == args.FirstOrDefault());
if (role is null)
{
    Console.Error.WriteLine($"Which role? Give one of: {string.Join(", ", roles.Select(role => role.Name))}.");
    return 2;
}

// Everything that tracing needs. Each role is a service of its own; the agent's address and the like come from the environment.
var tracer = Tracer.Configure(new TracerSettings { ServiceName = role.Name });

using StopSignal stop = new();
try
{
    await role.RunAsync(PipelineSettings.FromEnvironment(), stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 0;
}
catch (Exception exception)
{
    Console.Error.WriteLine($"{role.Name} ends: {exception.Message}");
    return 1;
}
finally
{
    await tracer.DisposeAsync();
    Console.WriteLine($"{role.Name}: {tracer.ExportStatistics}");
}
