using Waybill.Core.Messaging;

namespace Waybill.Adapters.Sqs;

/// <summary>What a queue's URL tells, on every endpoint: regional, legacy, of a VPC, FIPS, or an emulator's.</summary>
internal static class QueueUrl
{
    private const string Fifo = ".fifo";

    /// <summary>The last segment: <c>https://sqs.eu-west-1.amazonaws.com/123456789012/orders</c> is <c>orders</c>.</summary>
    internal static string NameOf(string queueUrl)
    {
        var path = queueUrl.AsSpan();
        path = (path.IndexOfAny('?', '#') is var end and >= 0 ? path[..end] : path).TrimEnd('/');
        return path[(path.LastIndexOf('/') + 1)..].ToString();
    }

    /// <summary>Queues that keep the order within a message group end like this, and only they.</summary>
    internal static bool IsFifo(string queueUrl) => NameOf(queueUrl).EndsWith(Fifo, StringComparison.Ordinal);

    internal static KeyValuePair<string, object?>[] ServerOf(string queueUrl) => Uri.TryCreate(queueUrl, UriKind.Absolute, out var url)
        ?
        [
            new(MessagingAttributes.ServerAddress, url.Host),
            new(MessagingAttributes.ServerPort, url.IsDefaultPort ? null : url.Port),
            new(MessagingAttributes.CloudRegion, RegionOf(url.Host)),
        ]
        : [];

    /// <summary>
    /// <c>sqs.eu-west-1.amazonaws.com</c> names it, as do <c>sqs-fips.…</c>, the older <c>eu-west-1.queue.amazonaws.com</c> and endpoints of a VPC.
    /// </summary>
    /// <returns>Null for a host that is not of AWS, or does not tell.</returns>
    internal static string? RegionOf(string host)
    {
        var labels = host.Split('.');
        if (Array.IndexOf(labels, "amazonaws") < 0)
        {
            return null;
        }

        var service = Array.FindIndex(labels, label => label is "sqs" or "sqs-fips");
        return service >= 0 ? labels.ElementAtOrDefault(service + 1) is not "amazonaws" and var region ? region : null
            : labels is [var older, "queue", ..] ? older
            : null;
    }
}
