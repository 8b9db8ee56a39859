using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>Message properties with all that AMQP has.</summary>
internal static class Properties
{
    /// <summary>Headers that the client and the adapter write themselves.</summary>
    private static readonly string[] NotTheCallers =
    [
        "x-dotnet-pub-seq-no", "traceparent", "tracestate",
        "x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-origin", "x-datadog-sampling-priority", "x-datadog-tags",
    ];

    internal static BasicProperties Full(IDictionary<string, object?> headers) => new()
    {
        AppId = "shop",
        ClusterId = "north",
        ContentEncoding = "utf-8",
        ContentType = "application/json",
        CorrelationId = "c-1",
        DeliveryMode = DeliveryModes.Persistent,
        Expiration = "60000",
        Headers = headers,
        MessageId = "m-1",
        Priority = 7,
        ReplyTo = "direct://replies/answers",
        Timestamp = new AmqpTimestamp(1_700_000_000),
        Type = "order.paid",
        UserId = "guest",
    };

    /// <summary>A value of each type that the client can send.</summary>
    internal static Dictionary<string, object?> Headers() => new()
    {
        ["string"] = "text",
        ["bytes"] = new byte[] { 1, 2, 3 },
        ["null"] = null,
        ["bool"] = true,
        ["byte"] = (byte)1,
        ["int"] = 2,
        ["long"] = 3L,
        ["double"] = 4.5,
        ["decimal"] = 5.5m,
        ["time"] = new AmqpTimestamp(1_600_000_000),
        ["list"] = new List<object?> { 1, "two" },
        ["table"] = new Dictionary<string, object?> { ["inner"] = "value" },
        ["X-Datadog-Origin"] = "of another case, so another header",
    };

    internal static void AssertEqual(IReadOnlyBasicProperties expected, IReadOnlyBasicProperties actual)
    {
        Assert.Equal(Headers(expected), Headers(actual));
        foreach (var property in typeof(IReadOnlyBasicProperties).GetProperties().Where(property => property.Name != "Headers"))
        {
            Assert.Equivalent(property.GetValue(expected), property.GetValue(actual), strict: true);
        }

        foreach (var isPresent in typeof(IReadOnlyBasicProperties).GetMethods()
            .Where(method => method.Name.EndsWith("Present", StringComparison.Ordinal)))
        {
            Assert.True(Equals(isPresent.Invoke(expected, null), isPresent.Invoke(actual, null)), isPresent.Name);
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> Headers(IReadOnlyBasicProperties properties) =>
        properties.Headers!.Where(header => !NotTheCallers.Contains(header.Key));
}
