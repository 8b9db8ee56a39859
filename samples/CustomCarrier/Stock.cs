using System.Net.WebSockets;

namespace CustomCarrier;

/// <summary>Answers what comes over a WebSocket: questions in JSON, reservations in SOAP.</summary>
internal static class Stock
{
    private static readonly Dictionary<string, int> Articles = new() { ["lamp"] = 3, ["chair"] = 0 };

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        app.UseWebSockets();
        app.Map("/stock", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            while (await socket.ReceiveTextAsync(context.RequestAborted) is { } text)
            {
                var answer = text.StartsWith('<') ? SoapReservation.Answer(text, Articles) : JsonQuestion.Answer(text, Articles);
                await socket.SendTextAsync(answer, context.RequestAborted);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine($"stock ready {app.Urls.First()}");
        await app.WaitForShutdownAsync();
    }
}
