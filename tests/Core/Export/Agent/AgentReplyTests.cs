using System.Globalization;
using System.Net;
using Waybill.Core.Export.Agent;

namespace Waybill.Core.Tests.Export.Agent;

public class AgentReplyTests
{
    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "7", 7)]
    [InlineData(429, "999999", 300)]
    [InlineData(429, "0", null)]
    [InlineData(429, "-5", null)]
    [InlineData(429, "soon", null)]
    [InlineData(200, "7", null)]
    [InlineData(400, "7", null)]
    public void Retry_After_counts_in_seconds_up_to_five_minutes(int status, string value, int? seconds) =>
        Assert.Equal(seconds is { } some ? TimeSpan.FromSeconds(some) : null, Reply(status, value).RetryAfter);

    [Fact]
    public void Retry_After_may_be_a_date()
    {
        var wait = Reply(429, DateTimeOffset.UtcNow.AddSeconds(60).ToString("R", CultureInfo.InvariantCulture)).RetryAfter;
        Assert.InRange(wait!.Value.TotalSeconds, 30, 60);
        Assert.Null(Reply(429, DateTimeOffset.UtcNow.AddSeconds(-60).ToString("R", CultureInfo.InvariantCulture)).RetryAfter);
    }

    private static AgentReply Reply(int status, string retryAfter)
    {
        using HttpResponseMessage response = new((HttpStatusCode)status);
        response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return AgentReply.From(response);
    }
}
