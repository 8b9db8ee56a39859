using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Waybill.LocalAgent.Intake;

/// <summary>Reads request bodies.</summary>
internal static class RequestBody
{
    private const int InitialBytes = 64 * 1024;

    /// <summary>
    /// The whole body. The server enforces the size limit while it is read; the buffer grows with what has arrived,
    /// because a Content-Length is only a promise.
    /// </summary>
    public static async Task<MemoryStream> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? InitialBytes, InitialBytes));
        // A token given to ReadAsync would leave the reader in a state in which the server cannot go on with the connection.
        using CancellationTokenRegistration registration = cancellationToken.Register(request.BodyReader.CancelPendingRead);
        while (true)
        {
            ReadResult result = await request.BodyReader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            foreach (ReadOnlyMemory<byte> part in result.Buffer)
            {
                body.Write(part.Span);
            }

            request.BodyReader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return body;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
