using Waybill.Core.Configuration;

namespace Waybill.Adapters.Kafka;

/// <summary>Whether a receive span stays open and current until the next Consume.</summary>
internal static class ConsumerScopeSetting
{
    internal const string Variable = "DD_TRACE_KAFKA_CREATE_CONSUMER_SCOPE_ENABLED";

    /// <returns>True unless the variable says no, in one of the spellings that Datadog's tracers take.</returns>
    internal static bool IsEnabled(Func<string, string?> environment) =>
        new EnvironmentReader(environment, message => Console.Error.WriteLine("waybill: " + message)).Flag(Variable, otherwise: true);
}
