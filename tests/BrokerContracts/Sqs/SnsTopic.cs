using System.Xml.Linq;
using Amazon.SQS.Model;

namespace Waybill.Adapters.Sqs.Tests.Support;

/// <summary>A topic of the emulator, spoken to by SNS's query protocol: as any SDK does it, and without one.</summary>
internal sealed class SnsTopic : IDisposable
{
    private readonly HttpClient http;
    private string arn = "";

    private SnsTopic(string serviceUrl) => http = new HttpClient { BaseAddress = new Uri(serviceUrl), Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>A new topic with the queue as its only subscriber.</summary>
    internal static async Task<SnsTopic> CreateAsync(string serviceUrl, string queueArn, bool raw)
    {
        SnsTopic topic = new(serviceUrl);
        var name = "topic-" + Guid.NewGuid().ToString("N");
        topic.arn = (await topic.CallAsync("CreateTopic", new() { ["Name"] = name })).Descendants().First(e => e.Name.LocalName == "TopicArn").Value;
        await topic.CallAsync("Subscribe", new()
        {
            ["TopicArn"] = topic.arn,
            ["Protocol"] = "sqs",
            ["Endpoint"] = queueArn,
            ["Attributes.entry.1.key"] = "RawMessageDelivery",
            ["Attributes.entry.1.value"] = raw ? "true" : "false",
        });
        return topic;
    }

    internal async Task PublishAsync(string message, Dictionary<string, MessageAttributeValue> attributes)
    {
        Dictionary<string, string> form = new() { ["TopicArn"] = arn, ["Message"] = message };
        foreach (var (index, (name, value)) in attributes.Index())
        {
            var entry = $"MessageAttributes.entry.{index + 1}.";
            form[entry + "Name"] = name;
            form[entry + "Value.DataType"] = value.DataType;
            form[entry + (value.BinaryValue is null ? "Value.StringValue" : "Value.BinaryValue")] =
                value.StringValue ?? Convert.ToBase64String(value.BinaryValue!.ToArray());
        }

        await CallAsync("Publish", form);
    }

    public void Dispose() => http.Dispose();

    private async Task<XDocument> CallAsync(string action, Dictionary<string, string> form)
    {
        form["Action"] = action;
        form["Version"] = "2010-03-31";
        using FormUrlEncodedContent content = new(form);
        using HttpRequestMessage request = new(HttpMethod.Post, "/") { Content = content };
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{action}: {response.StatusCode} {text}");
        return XDocument.Parse(text);
    }
}
