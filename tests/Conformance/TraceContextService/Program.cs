// The service that the W3C Trace Context test suite (https://github.com/w3c/trace-context/tree/main/test) calls: it takes a JSON list of
// {url, arguments}, POSTs the arguments to each address with the context propagated, and then answers.
//
//   dotnet run --project tests/Conformance/TraceContextService -- 5000
//   SPEC_LEVEL=2 STRICT_LEVEL=2 python3 test.py http://127.0.0.1:5000/
using System.Globalization;
using Waybill.Core;
using Waybill.TraceContextService;

if (args is not [var portText] || !ushort.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
{
    Console.Error.WriteLine("Give the port to listen on, 0 for any free one.");
    return 2;
}

// All that propagation over HTTP needs.
HttpContextPropagator.Install();
await using var tracer = Tracer.Configure(new TracerSettings
{
    ServiceName = "trace-context-service",
    Log = _ => { }, // the suite brings no agent
});

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
var app = builder.Build();
app.MapPost("/{**path}", async (IReadOnlyList<OutgoingCall> calls, CancellationToken cancellation) =>
{
    foreach (var call in calls)
    {
        using var response = await http.PostAsJsonAsync(call.Url, call.Arguments, cancellation);
    }

    return Results.Ok();
});
await app.StartAsync();
Console.WriteLine($"listening on {app.Urls.First()}");
await app.WaitForShutdownAsync();
return 0;
