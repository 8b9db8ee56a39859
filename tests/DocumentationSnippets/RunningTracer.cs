using System.Diagnostics;
using Waybill.Core;
using Waybill.Support;

namespace Waybill.DocumentationSnippets.Tests;

/// <summary>The tracer that the snippets find as <c>Tracer.Instance</c>, with an agent that is not there, and the spans that it makes.</summary>
public sealed class RunningTracer : IAsyncDisposable
{
    private readonly Tracer tracer = Tracer.Configure(new TracerSettings { AgentUri = new Uri("http://127.0.0.1:9"), Log = _ => { } });
    private readonly ActivityRecorder recorder = new("Waybill");

    /// <summary>Sends a message within a span and handles it outside of it, as another service would.</summary>
    /// <param name="send">Injects.</param>
    /// <param name="receive">Extracts, starts a span, and runs what it is given within it.</param>
    /// <param name="handler">The span's name.</param>
    internal void SendAndReceive(Action send, Action<Action> receive, string handler)
    {
        Activity sender;
        Baggage baggage = default;
        Baggage.SetBaggage("user.id", "Am\u00e9lie");
        using (tracer.StartActive("order.place"))
        {
            sender = Activity.Current!;
            send();
        }

        Baggage.Current = default;
        Assert.Null(Activity.Current);
        receive(() =>
        {
            Assert.Equal(handler, Activity.Current?.OperationName);
            baggage = Baggage.Current;
        });

        var handled = recorder.Ended.Last(activity => activity.OperationName == handler);
        Assert.Equal(sender.TraceId, handled.TraceId);
        Assert.Equal(sender.SpanId, handled.ParentSpanId);
        Assert.True(handled.HasRemoteParent);
        Assert.True(handled.Recorded);
        Assert.Equal("Am\u00e9lie", baggage.GetBaggage("user.id"));
        Assert.Equal(0, Baggage.Current.Count);
    }

    public async ValueTask DisposeAsync()
    {
        recorder.Dispose();
        await tracer.DisposeAsync();
    }
}
