using System.Collections.ObjectModel;
using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>A user's own type of properties: nothing in it can be set, and its header table refuses to be written.</summary>
internal readonly struct ReadOnlyProperties(BasicProperties inner) : IReadOnlyBasicProperties, IAmqpHeader
{
    public string? AppId => inner.AppId;

    public string? ClusterId => inner.ClusterId;

    public string? ContentEncoding => inner.ContentEncoding;

    public string? ContentType => inner.ContentType;

    public string? CorrelationId => inner.CorrelationId;

    public DeliveryModes DeliveryMode => inner.DeliveryMode;

    public string? Expiration => inner.Expiration;

    public IDictionary<string, object?>? Headers => inner.Headers is { } headers ? new ReadOnlyDictionary<string, object?>(headers) : null;

    public string? MessageId => inner.MessageId;

    public bool Persistent => inner.Persistent;

    public byte Priority => inner.Priority;

    public string? ReplyTo => inner.ReplyTo;

    public PublicationAddress? ReplyToAddress => inner.ReplyToAddress;

    public AmqpTimestamp Timestamp => inner.Timestamp;

    public string? Type => inner.Type;

    public string? UserId => inner.UserId;

    public ushort ProtocolClassId => ((IAmqpHeader)inner).ProtocolClassId;

    public bool IsAppIdPresent() => inner.IsAppIdPresent();

    public bool IsClusterIdPresent() => inner.IsClusterIdPresent();

    public bool IsContentEncodingPresent() => inner.IsContentEncodingPresent();

    public bool IsContentTypePresent() => inner.IsContentTypePresent();

    public bool IsCorrelationIdPresent() => inner.IsCorrelationIdPresent();

    public bool IsDeliveryModePresent() => inner.IsDeliveryModePresent();

    public bool IsExpirationPresent() => inner.IsExpirationPresent();

    public bool IsHeadersPresent() => inner.IsHeadersPresent();

    public bool IsMessageIdPresent() => inner.IsMessageIdPresent();

    public bool IsPriorityPresent() => inner.IsPriorityPresent();

    public bool IsReplyToPresent() => inner.IsReplyToPresent();

    public bool IsTimestampPresent() => inner.IsTimestampPresent();

    public bool IsTypePresent() => inner.IsTypePresent();

    public bool IsUserIdPresent() => inner.IsUserIdPresent();

    public int GetRequiredBufferSize() => ((IAmqpWriteable)inner).GetRequiredBufferSize();

    public int WriteTo(Span<byte> span) => ((IAmqpWriteable)inner).WriteTo(span);
}
