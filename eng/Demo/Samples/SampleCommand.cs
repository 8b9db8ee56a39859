using Spectre.Console;

namespace Waybill.Demo.Samples;

/// <summary>Runs one of the samples and prints its traces.</summary>
internal static class SampleCommand
{
    public const string Usage = "sample: which one? Give 'thinker', 'thinker --broker', 'custom-carrier', or 'batch' with kafka (the default), rabbitmq or sqs.";

    public static ISample? Find(string[] arguments) => arguments switch
    {
        ["thinker"] => new ThinkerSample(isOverBroker: false),
        ["thinker", "--broker"] => new ThinkerSample(isOverBroker: true),
        ["custom-carrier"] => new CustomCarrierSample(),
        ["batch"] or ["batch", "kafka"] => BatchSample.Kafka,
        ["batch", "rabbitmq"] => BatchSample.RabbitMq,
        ["batch", "sqs"] => BatchSample.Sqs,
        _ => null,
    };

    /// <returns>Whether the traces are as they must be.</returns>
    public static async Task<bool> RunAsync(ISample sample, CancellationToken stop)
    {
        var result = await SampleResult.OfAsync(sample, Console.WriteLine, stop);
        SampleReport.Print(ReportConsole.Create(), result);
        return result.Problems.Count == 0;
    }
}
