using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Waybill.Brokers.Tests;

public sealed class SqsEmulatorTests
{
    [Fact]
    public async Task Carries_a_message_and_its_attributes_and_leaves_no_process()
    {
        using var traces = new Traces();
        await using (var emulator = await StartOrSkipAsync())
        {
            using var http = new HttpClient { BaseAddress = emulator.ServiceUrl };
            var queue = (await CallAsync(http, "CreateQueue", new { QueueName = "notifications" })).GetProperty("QueueUrl").GetString();
            await CallAsync(http, "SendMessage", new
            {
                QueueUrl = queue,
                MessageBody = "body",
                MessageAttributes = new { a = new { DataType = "String", StringValue = "value" } },
            });
            var received = await CallAsync(http, "ReceiveMessage", new { QueueUrl = queue, MessageAttributeNames = new[] { "All" } });

            var message = Assert.Single(received.GetProperty("Messages").EnumerateArray());
            Assert.Equal("body", message.GetProperty("Body").GetString());
            Assert.Equal("value", message.GetProperty("MessageAttributes").GetProperty("a").GetProperty("StringValue").GetString());
            Assert.NotEmpty(traces.Processes);
            Assert.All(LoopbackListeners.NotOnLoopback(traces.ProcessIds), Assert.Fail);
        }

        Assert.Empty(await traces.ProcessesAfterStopAsync());
    }

    [Fact]
    public async Task Serves_SNS_too()
    {
        await using var emulator = await StartOrSkipAsync();
        using var http = new HttpClient { BaseAddress = emulator.ServiceUrl };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Action"] = "CreateTopic", ["Name"] = "orders" });

        var answer = await (await http.PostAsync("/", form, TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("arn:aws:sns:us-east-1:000000000000:orders", answer, StringComparison.Ordinal);
    }

    private static async Task<SqsEmulator> StartOrSkipAsync()
    {
        try
        {
            return await SqsEmulator.StartAsync(TestContext.Current.CancellationToken);
        }
        catch (BrokerUnavailableException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    private static async Task<JsonElement> CallAsync(HttpClient http, string operation, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = JsonContent.Create(body, new MediaTypeHeaderValue("application/x-amz-json-1.0"), JsonSerializerOptions.Default) };
        request.Headers.Add("X-Amz-Target", $"AmazonSQS.{operation}");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
