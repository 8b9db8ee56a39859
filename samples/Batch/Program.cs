using Batch;
using Waybill.Core;

Func<CancellationToken, Task>? run = args switch
{
    ["kafka"] => KafkaBatch.RunAsync,
    ["rabbitmq"] => RabbitMqBatch.RunAsync,
    ["sqs"] => SqsBatch.RunAsync,
    _ => null,
};
if (run is null)
{
    Console.Error.WriteLine("Which broker? Give kafka, rabbitmq or sqs.");
    return 2;
}

TracerSettings settings = new() { ServiceName = "payments" };
settings.ExcludedSources.Add("System.Net.Http"); // each poll of the SQS client would be a trace of its own
await using var tracer = Tracer.Configure(settings);

using CancellationTokenSource deadline = new(TimeSpan.FromMinutes(1));
await run(deadline.Token);
return 0;
