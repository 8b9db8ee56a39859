using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Waybill.Brokers;

/// <summary>What librdkafka's mock cluster can be told and Confluent.Kafka does not offer (rdkafka_mock.h).</summary>
internal static class KafkaMockControl
{
    private const string Library = "librdkafka";

    internal static void PushErrors(Handle handle, short request, ErrorCode[] errors) => With(handle, cluster =>
        rd_kafka_mock_push_request_errors_array(cluster, request, (nuint)errors.Length, Array.ConvertAll(errors, error => (int)error)));

    internal static void SetRoundTrip(Handle handle, int brokers, TimeSpan roundTrip) => With(handle, cluster =>
    {
        for (var broker = 1; broker <= brokers; broker++)
        {
            _ = rd_kafka_mock_broker_set_rtt(cluster, broker, (int)roundTrip.TotalMilliseconds);
        }
    });

    private static void With(Handle handle, Action<nint> control)
    {
        var client = (SafeHandle)typeof(Handle).GetProperty("LibrdkafkaHandle", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(handle)!;
        var isHeld = false;
        try
        {
            client.DangerousAddRef(ref isHeld);
            control(rd_kafka_handle_mock_cluster(client.DangerousGetHandle()));
        }
        finally
        {
            if (isHeld)
            {
                client.DangerousRelease();
            }
        }
    }

#pragma warning disable SYSLIB1054, CA5392 // Blittable arguments; the library is the one that Confluent.Kafka has loaded.
    [DllImport(Library)]
    private static extern nint rd_kafka_handle_mock_cluster(nint client);

    [DllImport(Library)]
    private static extern void rd_kafka_mock_push_request_errors_array(nint cluster, short request, nuint count, int[] errors);

    [DllImport(Library)]
    private static extern int rd_kafka_mock_broker_set_rtt(nint cluster, int broker, int milliseconds);
#pragma warning restore SYSLIB1054, CA5392
}
