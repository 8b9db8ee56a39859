using System.Diagnostics;
using RabbitMQ.Client.Exceptions;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.RabbitMq;

/// <summary>What the broker says when it refuses something: a code and a text of AMQP 0-9-1, such as 312 and <c>NO_ROUTE</c>.</summary>
internal readonly record struct BrokerReply(ushort Code, string Text)
{
    /// <summary>Null when the exception tells none.</summary>
    internal static BrokerReply? Of(Exception exception) =>
        exception is OperationInterruptedException { ShutdownReason: { } reason } ? new BrokerReply(reason.ReplyCode, reason.ReplyText) : null;

    internal void Describe(Activity? span) => span?
        .SetTag(MessagingAttributes.RabbitMqReplyCode, (int)Code)
        .SetTag(MessagingAttributes.RabbitMqReplyText, Text);
}
