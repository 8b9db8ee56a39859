using System.Net.WebSockets;
using System.Text;

namespace CustomCarrier;

/// <summary>Whole text messages of a WebSocket.</summary>
internal static class WebSocketText
{
    private const int MaxLength = 64 * 1024;

    public static Task SendTextAsync(this WebSocket socket, string text, CancellationToken cancellation) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellation);

    /// <returns>The next message; null when the other side closes.</returns>
    /// <exception cref="InvalidDataException">The message is no text, or too long.</exception>
    public static async Task<string?> ReceiveTextAsync(this WebSocket socket, CancellationToken cancellation)
    {
        var buffer = new byte[MaxLength];
        for (var length = 0; length < MaxLength;)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            length += part.Count;
            switch (part)
            {
                case { MessageType: WebSocketMessageType.Close }:
                    return null;
                case { MessageType: WebSocketMessageType.Text, EndOfMessage: true }:
                    return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }

        throw new InvalidDataException($"The message is no text, or has more than {MaxLength} bytes.");
    }
}
