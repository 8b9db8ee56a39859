using System.Diagnostics;
using Waybill.Core.Messaging;

namespace Waybill.Core.Tests.Messaging;

public class QueueTimeTests
{
    [Theory]
    [InlineData(-1500, 1500.0)]
    [InlineData(0, 0.0)]
    [InlineData(60_000, 0.0)] // the broker's clock is ahead
    public void Is_the_time_from_the_timestamp_to_the_receipt(int sentMilliseconds, double expected)
    {
        using var activity = Receive();
        QueueTime.Set(activity, new DateTimeOffset(activity.StartTimeUtc).AddMilliseconds(sentMilliseconds).ToOffset(TimeSpan.FromHours(5)));
        Assert.Equal(expected, activity.GetTagItem("message.queue_time_ms"));
    }

    [Fact]
    public void Any_timestamp_will_do()
    {
        using var activity = Receive();
        QueueTime.Set(activity, DateTimeOffset.MinValue);
        QueueTime.Set(activity, DateTimeOffset.MaxValue);
        QueueTime.Set(null, DateTimeOffset.UtcNow);
        Assert.Equal(0.0, activity.GetTagItem("message.queue_time_ms"));
    }

    private static Activity Receive() => new Activity("receive") { IsAllDataRequested = true }.SetStartTime(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
}
