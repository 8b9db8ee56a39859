namespace Thinker;

/// <summary>Asks over HTTP. There is nothing to do for tracing: HttpClient makes a span and writes the context.</summary>
internal static class HttpMicroservice
{
    private static readonly HttpClient Http = new()
    {
        BaseAddress = new Uri(Environment.GetEnvironmentVariable("THINKER_MICROSERVICE_URL") ?? "http://localhost:8000"),
    };

    public static Task<byte[]> AskAsync(string[] subjects, CancellationToken cancellation) => Http.GetByteArrayAsync(
        new Uri("/think/" + QueryString.Create(subjects.Select(subject => KeyValuePair.Create("subject", (string?)subject))), UriKind.Relative),
        cancellation);
}
