using Thinker;
using Waybill.Core;

if (args is not (["thinker-api" or "thinker-microservice"] or ["thinker-api" or "thinker-microservice", "--broker"]))
{
    Console.Error.WriteLine("Which service? Give thinker-api or thinker-microservice, and --broker to both for RabbitMQ in place of HTTP.");
    return 2;
}

// Everything that tracing needs: HTTP carries all formats, and each service has its name.
HttpContextPropagator.Install();
await using var tracer = Tracer.Configure(new TracerSettings { ServiceName = args[0] });

await (args switch
{
    ["thinker-api"] => ThinkerApi.RunAsync(HttpMicroservice.AskAsync),
    ["thinker-api", "--broker"] => RabbitMqMicroservice.UseAsync(microservice => ThinkerApi.RunAsync(microservice.AskAsync)),
    ["thinker-microservice"] => ThinkerMicroservice.RunOverHttpAsync(),
    _ => ThinkerMicroservice.RunOverRabbitMqAsync(),
});
return 0;
