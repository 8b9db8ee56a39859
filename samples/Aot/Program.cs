// A trimmed or native program that carries traces on: through a dictionary by hand, and through RabbitMQ if RABBITMQ_URI names a server.
using Waybill.Core;
using Waybill.Samples.Aot;

await using var tracer = Tracer.Configure(new TracerSettings { ServiceName = "aot-sample" });

Headers.PassOn();
if (Environment.GetEnvironmentVariable("RABBITMQ_URI") is { Length: > 0 } uri)
{
    await RabbitMq.PassOnAsync(new Uri(uri));
}
