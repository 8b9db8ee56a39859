using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Support;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>A test that sends to a topic of its own and looks at the send spans.</summary>
public abstract class SendTests : IDisposable
{
    private protected static readonly ActivitySource Source = new("tests");

    private protected readonly ActivityRecorder recorder = new(KafkaSource.Name, Source.Name);
    private protected readonly string topic = KafkaBroker.NewTopic();

    public void Dispose()
    {
        recorder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Message<string, string> Message(string? value, Headers? headers = null) =>
        new() { Key = "k", Value = value!, Headers = headers };

    private protected bool IsOfTopic(Activity activity) => activity.DisplayName == $"send {topic}";

    private protected async Task<Activity> SendAsync() => Assert.Single(await recorder.WaitForAsync(IsOfTopic));
}
