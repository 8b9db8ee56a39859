using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Waybill.Adapters.Sqs.Tests.Support;

/// <summary>
/// A proxy before the emulator that refuses what SQS refuses and the emulator does not: 11 attributes, names and values that are not allowed, messages
/// and batches over the limits. It also gives <c>AWSTraceHeader</c> back and tells dead letters, as SQS does.
/// </summary>
/// <remarks>The rules are those of SQS's developer guide, and share no code with the adapter.</remarks>
internal sealed class StrictSqs : IDisposable
{
    private const int BatchLimit = 1_048_576;

    private readonly HttpListener listener = new();
    private readonly HttpClient emulator;
    private readonly ConcurrentDictionary<string, string> traceHeaders = new();

    internal StrictSqs(string emulatorUrl)
    {
        emulator = new HttpClient { BaseAddress = new Uri(emulatorUrl), Timeout = TimeSpan.FromSeconds(30) };
        Url = $"http://127.0.0.1:{Waybill.Brokers.LoopbackPort.Free()}/";
        listener.Prefixes.Add(Url);
        listener.Start();
        _ = ServeAsync();
    }

    internal string Url { get; }

    /// <summary>The queue's own limit for a message.</summary>
    internal int MaximumMessageSize { get; set; } = BatchLimit;

    /// <summary>The ARN of the queue whose dead letters a queue has, by its URL.</summary>
    internal ConcurrentDictionary<string, string> DeadLetterSources { get; } = new();

    /// <summary>The requests that came, by operation.</summary>
    internal ConcurrentQueue<(string Operation, JsonNode Request)> Requests { get; } = [];

    public void Dispose()
    {
        listener.Close();
        emulator.Dispose();
    }

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                _ = AnswerAsync(await listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return; // closed
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (status, json) = (HttpStatusCode.InternalServerError, "{}");
        try
        {
            using StreamReader reader = new(context.Request.InputStream);
            var text = await reader.ReadToEndAsync();
            var operation = context.Request.Headers["X-Amz-Target"]!.Split('.')[1];
            var request = JsonNode.Parse(text)!;
            Requests.Enqueue((operation, request));
            (status, json) = Refusal(operation, request) is { } refusal
                ? (HttpStatusCode.BadRequest, $$"""{"__type":"com.amazonaws.sqs#InvalidParameterValue","message":"{{refusal}}"}""")
                : await ForwardAsync(operation, text, request);
        }
        finally
        {
            context.Response.StatusCode = (int)status;
            context.Response.ContentType = "application/x-amz-json-1.0";
            context.Response.AddHeader("x-amzn-RequestId", Guid.NewGuid().ToString());
            context.Response.Close(Encoding.UTF8.GetBytes(json), willBlock: false);
        }
    }

    private async Task<(HttpStatusCode Status, string Json)> ForwardAsync(string operation, string text, JsonNode request)
    {
        using HttpRequestMessage forwarded = new(HttpMethod.Post, "/") { Content = new StringContent(text) };
        forwarded.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        forwarded.Headers.Add("X-Amz-Target", "AmazonSQS." + operation);
        using var response = await emulator.SendAsync(forwarded);
        var answer = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            return (response.StatusCode, answer);
        }

        var json = JsonNode.Parse(answer) ?? new JsonObject();
        NoteTraceHeaders(operation, request, json);
        foreach (var message in json["Messages"]?.AsArray() ?? [])
        {
            message!.AsObject().Remove("MD5OfMessageAttributes"); // the emulator's covers attributes that nobody asked for
            Give(message, "AWSTraceHeader", traceHeaders.GetValueOrDefault((string)message["MessageId"]!));
            Give(message, "DeadLetterQueueSourceArn", DeadLetterSources.GetValueOrDefault((string)request["QueueUrl"]!));
        }

        return (response.StatusCode, json.ToJsonString());

        void Give(JsonNode message, string name, string? value)
        {
            if (value is not null && Asked(request).Any(asked => asked == "All" || asked == name))
            {
                (message["Attributes"] ??= new JsonObject())[name] = value;
            }
        }
    }

    private void NoteTraceHeaders(string operation, JsonNode request, JsonNode response)
    {
        if (operation == "SendMessage")
        {
            Note(request, (string?)response["MessageId"]);
        }
        else if (operation == "SendMessageBatch")
        {
            foreach (var sent in response["Successful"]?.AsArray() ?? [])
            {
                Note(Messages(request).Single(entry => (string?)entry["Id"] == (string?)sent!["Id"]), (string?)sent!["MessageId"]);
            }
        }

        void Note(JsonNode message, string? id)
        {
            if ((string?)message["MessageSystemAttributes"]?["AWSTraceHeader"]?["StringValue"] is { } header && id is not null)
            {
                traceHeaders[id] = header;
            }
        }
    }

    private string? Refusal(string operation, JsonNode request)
    {
        if (operation is not ("SendMessage" or "SendMessageBatch"))
        {
            return null;
        }

        long batch = 0;
        foreach (var message in Messages(request))
        {
            var attributes = message["MessageAttributes"]?.AsObject() ?? [];
            if (attributes.Count > 10)
            {
                return $"{attributes.Count} attributes, the limit is 10";
            }

            long size = Encoding.UTF8.GetByteCount((string)message["MessageBody"]!);
            foreach (var (name, attribute) in attributes)
            {
                var value = (string?)attribute!["StringValue"] ?? (string?)attribute["BinaryValue"];
                if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.')) || name.Length > 256
                    || name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase) || string.IsNullOrEmpty(value))
                {
                    return $"attribute {name} is not allowed";
                }

                size += name.Length + Encoding.UTF8.GetByteCount((string)attribute["DataType"]!)
                    + (attribute["BinaryValue"] is null ? Encoding.UTF8.GetByteCount(value) : Convert.FromBase64String(value).Length);
            }

            if (size > MaximumMessageSize)
            {
                return $"a message of {size} bytes, the limit is {MaximumMessageSize}";
            }

            if ((string?)message["MessageSystemAttributes"]?["AWSTraceHeader"]?["StringValue"] is { } header
                && !System.Text.RegularExpressions.Regex.IsMatch(header, "^Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;Parent=[0-9a-f]{16})?(;Sampled=[01])?$"))
            {
                return "AWSTraceHeader is not in X-Ray's form";
            }

            batch += size;
        }

        return batch > BatchLimit ? $"a batch of {batch} bytes, the limit is {BatchLimit}" : null;
    }

    private static IEnumerable<JsonNode> Messages(JsonNode request) => request["Entries"] is { } entries ? entries.AsArray().Select(entry => entry!) : [request];

    private static IEnumerable<string> Asked(JsonNode request) =>
        new[] { "MessageSystemAttributeNames", "AttributeNames" }.SelectMany(list => request[list]?.AsArray() ?? []).Select(name => (string)name!);
}
