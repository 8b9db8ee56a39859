using System.Net.WebSockets;

namespace CustomCarrier;

/// <summary>Asks the stock over one WebSocket, reserves, and ends.</summary>
internal static class Till
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(Uri stock)
    {
        using CancellationTokenSource stop = new(Deadline);
        using ClientWebSocket socket = new();
        await socket.ConnectAsync(new Uri(stock, "/stock"), stop.Token);

        Console.WriteLine($"till: lamps: {await JsonQuestion.AskAsync(socket, "lamp", stop.Token)}");
        Console.WriteLine($"till: chairs: {await JsonQuestion.AskAsync(socket, "chair", stop.Token)}");
        Console.WriteLine($"till: a lamp: {await SoapReservation.ReserveAsync(socket, "lamp", stop.Token)}");
        Console.WriteLine($"till: a chair: {await SoapReservation.ReserveAsync(socket, "chair", stop.Token)}");

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, stop.Token);
    }
}
