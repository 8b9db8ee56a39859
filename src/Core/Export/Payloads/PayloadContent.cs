using System.Buffers.Binary;
using System.Net;

namespace Waybill.Core.Export.Payloads;

/// <summary>The body of a request to the agent: a MessagePack array of chunks.</summary>
internal sealed class PayloadContent(PayloadPart part) : HttpContent
{
    private const int HeaderLength = 5; // array32

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        header[0] = 0xDD;
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), part.Traces);
        await stream.WriteAsync(header, cancellationToken).ConfigureAwait(false);
        await part.Payload.CopyToAsync(stream, part.Start, part.Length, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = HeaderLength + part.Length;
        return true;
    }
}
