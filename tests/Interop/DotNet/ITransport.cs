namespace Waybill.Interop.Tests.DotNet;

/// <summary>One way for messages, traced by our adapter.</summary>
internal interface ITransport : IAsyncDisposable
{
    /// <summary>Sends a body; headers are those of a message that is passed on, in this transport's own form, or null.</summary>
    Task SendAsync(string destination, string body, object? headers);

    /// <summary>Works on all that comes to an inbox, until the transport is disposed.</summary>
    /// <param name="inbox">Its name.</param>
    /// <param name="handle">Gets body and headers, inside the process span.</param>
    Task ReceiveAsync(string inbox, Func<string, object?, Task> handle);
}
