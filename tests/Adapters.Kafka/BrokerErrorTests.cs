using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Brokers;
using Waybill.Core;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>What a broker answers, and when.</summary>
public sealed class BrokerErrorTests : SendTests, IDisposable
{
    private readonly FailingBroker broker = new();

    void IDisposable.Dispose()
    {
        Dispose();
        broker.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_error_in_the_report_is_on_the_span_and_the_next_message_is_well(bool async)
    {
        using var producer = broker.Producer().BuildWithTracing();
        broker.Cluster.Answer(KafkaMockCluster.ProduceRequest, ErrorCode.InvalidRequiredAcks);

        Assert.Equal(ErrorCode.InvalidRequiredAcks, await SendAsync(producer, async));
        Assert.Equal(ErrorCode.NoError, await SendAsync(producer, async));

        var sends = await recorder.WaitForAsync(IsOfTopic, 2);
        Assert.Equal("InvalidRequiredAcks", sends[0].GetTagItem("error.type"));
        Assert.Equal("0", sends[0].GetTagItem("messaging.destination.partition.id"));
        Assert.Null(sends[0].GetTagItem("messaging.kafka.offset"));
        Assert.Equal(ActivityStatusCode.Unset, sends[1].Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_span_lasts_until_the_brokers_answer(bool async)
    {
        using var producer = broker.Producer().BuildWithTracing();
        await SendAsync(producer, async);
        broker.Cluster.Delay(TimeSpan.FromMilliseconds(400));

        await SendAsync(producer, async);

        var sends = await recorder.WaitForAsync(IsOfTopic, 2);
        Assert.True(sends[1].Duration > TimeSpan.FromMilliseconds(350), $"{sends[1].Duration}");
    }

    [Theory]
    [InlineData(ErrorCode.Unknown, true)]
    [InlineData(ErrorCode.InvalidRecord, false)]
    public async Task Where_headers_are_refused_that_producer_sends_without_for_a_while(ErrorCode error, bool async)
    {
        var log = new List<string>();
        await using var tracer = Tracer.Configure(new TracerSettings { AgentUri = new Uri("http://127.0.0.1:1"), Log = log.Add });
        using var skipped = new MeterRecorder("waybill.injection.skipped");
        using var producer = broker.Producer(config => config.ClientId = "old").BuildWithTracing(new KafkaTracingOptions { InjectionPause = TimeSpan.FromSeconds(4) });
        using var other = broker.Producer().BuildWithTracing();
        broker.Cluster.Answer(KafkaMockCluster.ProduceRequest, error, ErrorCode.NoError, ErrorCode.NoError);

        Assert.Equal(error, await SendAsync(producer, async));
        Assert.Empty(await HeadersAsync(producer, async));
        Assert.NotEmpty(await HeadersAsync(other, async));

        Assert.Contains($"'{producer.Name}'", Assert.Single(log, line => line.StartsWith("Kafka refused", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(skipped.Values, value => value.Number == 1 && Equals(value.Tags["reason"], "headers_rejected"));
        var clock = Stopwatch.StartNew();
        while ((await HeadersAsync(producer, async)).Count == 0)
        {
            Assert.True(clock.Elapsed < KafkaBroker.Deadline);
        }
    }

    [Fact]
    public async Task An_error_that_has_nothing_to_do_with_headers_leaves_them()
    {
        using var producer = broker.Producer().BuildWithTracing();
        broker.Cluster.Answer(KafkaMockCluster.ProduceRequest, ErrorCode.InvalidRequiredAcks);
        await SendAsync(producer, async: true);
        Assert.NotEmpty(await HeadersAsync(producer, async: true));
    }

    [Theory]
    [InlineData(ErrorCode.Unknown, false)]
    [InlineData(ErrorCode.InvalidRecord, false)]
    [InlineData(ErrorCode.PolicyViolation, false)]
    [InlineData(ErrorCode.UnsupportedForMessageFormat, false)]
    [InlineData(ErrorCode.MsgSizeTooLarge, true)]
    [InlineData(ErrorCode.Local_MsgTimedOut, true)]
    public void Some_errors_may_be_for_the_headers(ErrorCode error, bool allows)
    {
        HeaderRejection injection = new(TimeSpan.FromMinutes(1));
        Assert.True(injection.Allows());
        injection.Refused("client", new Error(error));
        Assert.Equal(allows, injection.Allows());
    }

    [Fact]
    public async Task With_no_pause_headers_never_stop()
    {
        using var producer = broker.Producer().BuildWithTracing(new KafkaTracingOptions { InjectionPause = TimeSpan.Zero });
        broker.Cluster.Answer(KafkaMockCluster.ProduceRequest, ErrorCode.InvalidRecord);
        await SendAsync(producer, async: true);
        Assert.NotEmpty(await HeadersAsync(producer, async: true));
    }

    private async Task<ErrorCode> SendAsync(IProducer<string, string> producer, bool async)
    {
        if (!async)
        {
            TaskCompletionSource<ErrorCode> code = new(TaskCreationOptions.RunContinuationsAsynchronously);
            producer.Produce(KafkaBroker.Partition0(topic), Message("v"), report => code.SetResult(report.Error.Code));
            return await code.Task.WaitAsync(KafkaBroker.Deadline, TestContext.Current.CancellationToken);
        }

        try
        {
            await producer.ProduceAsync(KafkaBroker.Partition0(topic), Message("v"), TestContext.Current.CancellationToken);
            return ErrorCode.NoError;
        }
        catch (ProduceException<string, string> exception)
        {
            return exception.Error.Code;
        }
    }

    /// <summary>Sends a message, and reads it back.</summary>
    private async Task<Headers> HeadersAsync(IProducer<string, string> producer, bool async)
    {
        Assert.Equal(ErrorCode.NoError, await SendAsync(producer, async));
        using var consumer = broker.Consumer(topic);
        consumer.Assign(new TopicPartitionOffset(KafkaBroker.Partition0(topic), Offset.Beginning));
        Headers? last = null;
        var end = consumer.QueryWatermarkOffsets(KafkaBroker.Partition0(topic), KafkaBroker.Deadline).High;
        for (var offset = 0L; offset < end.Value - 1 || last is null;)
        {
            var result = consumer.Consume(KafkaBroker.Deadline);
            offset = result.Offset.Value;
            last = result.Message.Headers;
        }

        return last;
    }
}
