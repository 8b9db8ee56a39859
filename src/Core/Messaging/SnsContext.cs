using System.Text;
using Waybill.Core.Messaging;

namespace Waybill.Core;

/// <summary>Carries the context through SNS: for any SDK, because it needs none.</summary>
/// <remarks>
/// The carrier is one message attribute named <c>_datadog</c> of type Binary, as Datadog's tracers write it: a String of JSON would break
/// filter policies of subscriptions.
/// </remarks>
/// <example>
/// <code>
/// request.MessageAttributes ??= [];
/// SnsContext.Inject(request.MessageAttributes, json => new() { DataType = "Binary", BinaryValue = new MemoryStream(json) });
/// </code>
/// </example>
public static class SnsContext
{
    /// <summary>The attribute's name.</summary>
    public const string AttributeName = ContextJson.Name;

    /// <summary>
    /// The most attributes that a message may have: SNS takes more, and then discards the message on its way to a queue with raw delivery, because
    /// SQS takes 10.
    /// </summary>
    public const int MaxAttributes = 10;

    /// <summary>The most bytes that SNS takes for body and attributes: 262,144.</summary>
    public const int MaxMessageSize = 256 * 1024;

    private const string BinaryType = "Binary";

    /// <summary>
    /// Puts the current span's context into the attributes of a message, in place of one that is there. Where there is no trace but only baggage, one
    /// that is there stays.
    /// </summary>
    /// <typeparam name="TValue">The SDK's type of an attribute's value.</typeparam>
    /// <param name="attributes">The message's attributes. Give each message a dictionary of its own.</param>
    /// <param name="toBinary">Makes a value of type Binary from these bytes, which are its own to keep.</param>
    /// <param name="messageSize">The size of body and attributes so far, in bytes; 0, the default, leaves the size unchecked.</param>
    /// <returns>
    /// False, and the attributes stay as they are, when there is no context, when the message would have more than <see cref="MaxAttributes"/>
    /// attributes or <see cref="MaxMessageSize"/> bytes, or when the dictionary or <paramref name="toBinary"/> throws; all but the first are counted in
    /// <c>waybill.injection.skipped</c>.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static bool Inject<TValue>(IDictionary<string, TValue> attributes, Func<byte[], TValue> toBinary, long messageSize = 0)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(toBinary);
        try
        {
            // Nothing but baggage leaves a message that is forwarded the context that it has: its trace would be lost.
            return ContextJson.Write(span: null, out var hasTrace, subject: MessagingSystems.Sns) is { } json
                && (hasTrace || !attributes.ContainsKey(AttributeName))
                && TrySet(attributes, toBinary, json, messageSize);
        }
#pragma warning disable CA1031 // A dictionary that is read-only, or the caller's own code: tracing must not cost the message.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Skip(SkipReason.AttributesRefused);
        }
    }

    /// <summary>Reads the context from the value of the attribute, be it Binary or the UTF-8 of a String.</summary>
    /// <returns>Null when there is none that can be read. Broken text never throws.</returns>
    public static SpanContext? Extract(ReadOnlySpan<byte> attribute) =>
        attribute.Length > ContextJsonReader.MaxLength ? null : ContextJson.Read(attribute.ToArray(), MessagingSystems.Sns + " attribute");

    /// <summary>Reads the context from a notification, the JSON in which SNS wraps a message without raw delivery.</summary>
    /// <param name="notification">The body of the message or HTTP request. Above 1,048,576 characters it is not looked at.</param>
    /// <returns>Null when there is none that can be read. Broken text never throws.</returns>
    public static SpanContext? ExtractNotification(string? notification) =>
        notification is null or { Length: > 1024 * 1024 } ? null : ContextEnvelope.ReadNotification(Encoding.UTF8.GetBytes(notification));

    private static bool TrySet<TValue>(IDictionary<string, TValue> attributes, Func<byte[], TValue> toBinary, byte[] json, long messageSize)
    {
        if (attributes.Count >= MaxAttributes && !attributes.ContainsKey(AttributeName))
        {
            return Skip(SkipReason.AttributeLimit);
        }

        if (messageSize > 0 && messageSize + AttributeName.Length + BinaryType.Length + json.Length > MaxMessageSize)
        {
            return Skip(SkipReason.SizeLimit);
        }

        attributes[AttributeName] = toBinary(json);
        return true;
    }

    private static bool Skip(string reason)
    {
        MessagingMeter.InjectionSkipped(MessagingSystems.Sns, reason);
        return false;
    }
}
