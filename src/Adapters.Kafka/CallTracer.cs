using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;

namespace Waybill.Adapters.Kafka;

/// <summary>Runs calls of a client that are about no single message to send or receive, each in a span: commits, transactions.</summary>
/// <param name="options">What the program wants.</param>
/// <param name="attributes">Of the client.</param>
/// <param name="makesSpans">False measures only.</param>
internal sealed class CallTracer(KafkaTracingOptions options, ClientAttributes attributes, bool makesSpans)
{
    private readonly SpanTemplates<Call> templates = new(call => SpanTemplate.Create(
        options, new MessageOperation(MessagingSystems.Kafka, call.Name, call.Type, call.Topic), attributes.Value));

    /// <summary>Calls the client. An exception is on the span and goes on to the caller.</summary>
    /// <param name="call">What is called.</param>
    /// <param name="state">Given to the function, so that it needs no closure.</param>
    /// <param name="run">Calls the client.</param>
    internal TResult Run<TState, TResult>(Call call, TState state, Func<TState, TResult> run)
    {
        var isListenedTo = makesSpans && KafkaSource.Instance.HasListeners();
        if (!isListenedTo && !MessagingMeter.IsEnabled)
        {
            return run(state);
        }

        var template = templates.Of(call);
        var before = CurrentActivity.Keep();
        var span = isListenedTo && template.MakesSpans
            ? KafkaSource.Instance.StartActivity(template.Name, template.Kind, default(ActivityContext), template.Attributes)
            : null;
        var started = MessagingMeter.Now;
        string? errorType = null;
        try
        {
            return run(state);
        }
        catch (Exception exception)
        {
            errorType = KafkaFailure.Record(span, exception);
            throw;
        }
        finally
        {
            MessagingMeter.Settled(template, started, errorType);
            span?.Stop();
            before.Restore();
        }
    }

    /// <summary>A call: its name, its type in the words of the conventions, and its topic, empty when there is none or more than one.</summary>
    internal readonly record struct Call(string Name, string Type, string Topic)
    {
        internal static Call Settle(string name, string? topic = null) => new(name, MessagingOperations.Settle, topic ?? "");

        internal static Call Transaction(string name) => new(name, MessagingOperations.Transaction, "");
    }
}
