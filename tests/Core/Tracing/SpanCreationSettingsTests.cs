namespace Waybill.Core.Tests.Tracing;

public class SpanCreationSettingsTests
{
    [Fact]
    public void Are_equal_when_they_say_the_same()
    {
        SpanContext parent = new(1, 2);
        SpanCreationSettings one = new() { Parent = parent, FinishOnClose = false }, same = new() { Parent = parent, FinishOnClose = false };
        Assert.True(one == same);
        Assert.True(one.Equals((object)same));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        same.StartTime = DateTimeOffset.UnixEpoch;
        Assert.True(one != same);
        Assert.False(one.Equals("one"));
    }
}
