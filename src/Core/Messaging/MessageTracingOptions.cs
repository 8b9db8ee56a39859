namespace Waybill.Core;

/// <summary>What <c>WithTracing</c> of each broker takes.</summary>
public sealed class MessageTracingOptions
{
    internal static readonly MessageTracingOptions Default = new();

    /// <summary>How receive and process spans stand to the send span. <see cref="MessageRelation.Child"/> by default.</summary>
    public MessageRelation Relation { get; init; }
}
