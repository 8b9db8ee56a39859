using System.Net;

namespace Waybill.Core.Export.Agent;

/// <summary>The agent's answer to one request.</summary>
/// <param name="Answer">What it means.</param>
/// <param name="Detail">Words for it.</param>
/// <param name="RetryAfter">How long it asked us to wait; null when it did not.</param>
internal readonly record struct AgentReply(AgentAnswer Answer, string Detail, TimeSpan? RetryAfter = null)
{
    /// <summary>Whoever asks for more is asked again after this.</summary>
    internal static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    internal static AgentReply From(HttpResponseMessage response)
    {
        var answer = response.IsSuccessStatusCode ? AgentAnswer.Accepted
            : response.StatusCode == HttpStatusCode.RequestEntityTooLarge ? AgentAnswer.TooLarge
            : response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500 ? AgentAnswer.TryAgain
            : AgentAnswer.Rejected;
        return new AgentReply(
            answer, $"{(int)response.StatusCode} {response.ReasonPhrase}", answer == AgentAnswer.TryAgain ? RetryAfterOf(response) : null);
    }

    internal static AgentReply Unreachable(Exception exception) => new(AgentAnswer.TryAgain, exception.Message);

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? after?.Date - DateTimeOffset.UtcNow;
        return wait is { } time && time > TimeSpan.Zero ? time < LongestRetryAfter ? time : LongestRetryAfter : null;
    }
}
