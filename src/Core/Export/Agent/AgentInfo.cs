using System.Text.Json;

namespace Waybill.Core.Export.Agent;

/// <summary>Asks the agent again and again what it can do (<c>GET /info</c>). An agent that does not answer, or not sensibly, can do what every agent can.</summary>
internal sealed class AgentInfo : IAsyncDisposable
{
    private const int MaxBytes = 1 << 20;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly HttpClient http;
    private readonly CancellationTokenSource closing = new();
    private readonly Task loop;

    internal AgentInfo(TracerSettings settings)
    {
        http = AgentHttp.Create(settings.AgentUri, Timeout);
        http.MaxResponseContentBufferSize = MaxBytes;
        loop = settings.TraceEnabled && settings.IsAgentFeaturePollingEnabled ? BackgroundLoop.Start(AskAsync) : Task.CompletedTask;
    }

    internal AgentFeatures Features { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        http.Dispose();
        closing.Dispose();
    }

    /// <summary>Whether the document says that spans may have the field <c>span_events</c>. False for what is no such document.</summary>
    internal static bool SaysSpanEvents(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isWanted = reader.ValueTextEquals("span_events"u8);
                reader.Read();
                if (isWanted)
                {
                    return reader.TokenType == JsonTokenType.True;
                }

                reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Garbage is no document, and neither is half a surrogate pair in a name, which the reader throws InvalidOperationException for.
        }

        return false;
    }

    private async Task AskAsync()
    {
        var pause = FirstPause;
        try
        {
            while (true)
            {
                var isAnswered = await TryAskAsync().ConfigureAwait(false);
                await Task.Delay(isAnswered ? Interval : pause, closing.Token).ConfigureAwait(false);
                pause = isAnswered ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // Closed.
        }
    }

    /// <summary>An agent that is away keeps what it said: its spans wait, and it is likely to come back as it was.</summary>
    private async Task<bool> TryAskAsync()
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/info", UriKind.Relative), closing.Token).ConfigureAwait(false);
            var json = response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(closing.Token).ConfigureAwait(false) : [];
            Features.TakesSpanEvents = SaysSpanEvents(json);
            return true;
        }
#pragma warning disable CA1031 // Whatever an agent does to whoever asks: it is asked again.
        catch (Exception exception) when (exception is not OperationCanceledException || !closing.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
