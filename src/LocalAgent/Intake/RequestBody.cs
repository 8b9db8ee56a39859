using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Waybill.LocalAgent.Intake;

/// <summary>Reads request bodies, compressed or not, up to a number of bytes.</summary>
internal static class RequestBody
{
    private const int InitialBytes = 64 * 1024;

    /// <summary>
    /// The whole body, decompressed. The buffer grows with what has arrived, because a Content-Length is only a promise, and so is
    /// the size of what is in a compressed body.
    /// </summary>
    /// <exception cref="PayloadTooLargeException">It is longer than <paramref name="maxBytes"/> once decompressed.</exception>
    /// <exception cref="InvalidDataException">The compressed data is broken.</exception>
    /// <exception cref="OperationCanceledException">It did not arrive in time, or the client went away.</exception>
    public static async Task<MemoryStream> ReadAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        var body = new MemoryStream((int)Math.Min(request.ContentLength ?? InitialBytes, InitialBytes));
        using CancellationTokenRegistration registration = cancellationToken.Register(request.BodyReader.CancelPendingRead);
        Stream source = Decompressed(request, new BodyStream(request.BodyReader));
        await using (source.ConfigureAwait(false))
        {
            byte[] part = new byte[InitialBytes];
            while (await source.ReadAsync(part, CancellationToken.None).ConfigureAwait(false) is var count and > 0)
            {
                if (body.Length + count > maxBytes)
                {
                    throw new PayloadTooLargeException($"the decompressed body is longer than {maxBytes} bytes; send smaller ones");
                }

                Grow(body, count, Expected(request, maxBytes));
                body.Write(part, 0, count);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return body;
    }

    /// <summary>Whether this body may come in that encoding.</summary>
    public static bool Knows(string? encoding) => encoding?.ToLowerInvariant() is null or "" or "identity" or "gzip" or "deflate" or "br";

    private static Stream Decompressed(HttpRequest request, Stream body) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "gzip" => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
        "deflate" => new ZLibStream(body, CompressionMode.Decompress, leaveOpen: true),
        "br" => new BrotliStream(body, CompressionMode.Decompress, leaveOpen: true),
        _ => body,
    };

    private static long Expected(HttpRequest request, long maxBytes) =>
        request.Headers.ContentEncoding.Count == 0 && request.ContentLength is { } length ? length : maxBytes;

    /// <summary>Doubles the buffer, but not past what is expected: the last step would be the largest and mostly empty.</summary>
    private static void Grow(MemoryStream body, int count, long expected)
    {
        long needed = body.Length + count;
        if (needed > body.Capacity)
        {
            body.Capacity = (int)Math.Max(needed, Math.Min(2L * body.Capacity, expected));
        }
    }
}
