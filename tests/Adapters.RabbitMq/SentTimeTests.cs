using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class SentTimeTests
{
    public static TheoryData<object?> NoTimes =>
    [
        (object?)null, 0L, -1L, long.MaxValue, long.MinValue, 253_402_300_800_000L, 1_700_000_000, "1700000000000", true,
    ];

    [Fact]
    public void The_header_counts_milliseconds_and_comes_first() =>
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123), Of(1_700_000_000_123L, 1_600_000_000));

    [Fact]
    public void The_property_counts_seconds() => Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), Of(null, 1_700_000_000));

    [Theory]
    [MemberData(nameof(NoTimes))]
    public void A_header_that_is_no_time_is_not_read(object? header) =>
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000), Of(header, 1_600_000_000));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1_700_000_000_000)]
    [InlineData(253_402_300_800)]
    public void A_property_that_is_no_time_is_not_read(long seconds) => Assert.Null(Of(null, seconds));

    [Fact]
    public void The_last_second_there_is_can_be_read() => Assert.Equal(9999, Of(null, 253_402_300_799)!.Value.Year);

    [Fact]
    public void Without_headers_and_timestamp_there_is_no_time() => Assert.Null(SentTime.Of(new BasicProperties()));

    private static DateTimeOffset? Of(object? header, long seconds) => SentTime.Of(new BasicProperties
    {
        Headers = new Dictionary<string, object?> { ["timestamp_in_ms"] = header },
        Timestamp = new AmqpTimestamp(seconds),
    });
}
