using System.Diagnostics;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class SpanFailureTests
{
    [Fact]
    public void Without_an_Activity_nothing_happens()
    {
        SpanFailure.Record(null, new FormatException());
        SpanFailure.Record(null, "type", "message");
    }

    [Fact]
    public void An_exception_gives_status_type_and_event()
    {
        using Activity activity = new("a");
        SpanFailure.Record(activity, new FormatException("not a number"));
        Assert.Equal((ActivityStatusCode.Error, "not a number"), (activity.Status, activity.StatusDescription));
        Assert.Equal("System.FormatException", activity.GetTagItem("error.type"));
        Assert.Equal("exception", Assert.Single(activity.Events).Name);
    }

    [Fact]
    public void An_empty_aggregate_is_recorded_as_itself()
    {
        using Activity activity = new("a");
        SpanFailure.Record(activity, new AggregateException());
        Assert.Equal("System.AggregateException", activity.GetTagItem("error.type"));
    }

    [Fact]
    public void A_brokers_error_gives_status_and_type()
    {
        using Activity activity = new("a");
        SpanFailure.Record(activity, "Local_MsgTimedOut", "timed out");
        Assert.Equal((ActivityStatusCode.Error, "timed out", "Local_MsgTimedOut"), (activity.Status, activity.StatusDescription, activity.GetTagItem("error.type")));
    }

    [Fact]
    public void An_exception_whose_own_text_throws_is_told_by_its_type()
    {
        using var activity = new Activity("a").Start();
        SpanFailure.Record(activity, new Unspeakable());
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal(typeof(Unspeakable).FullName, activity.GetTagItem("error.type"));
    }

    private sealed class Unspeakable : Exception
    {
        public override string Message => throw new InvalidOperationException();
    }
}
