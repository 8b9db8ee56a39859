using Amazon.SQS.Model;

namespace Waybill.Adapters.Sqs;

/// <summary>What became of the messages of one response.</summary>
/// <param name="Succeeded">Their handler ended well, and they are deleted unless the options say otherwise.</param>
/// <param name="Failed">
/// Their handler, or their deletion, threw. They come again when their visibility timeout ends; change it if that is too late or too early.
/// </param>
/// <param name="Skipped">Of a FIFO queue, those behind a failed one of the same group: their order is kept. They come again after it.</param>
public sealed record SqsProcessingResult(
    IReadOnlyList<Message> Succeeded, IReadOnlyList<SqsProcessingFailure> Failed, IReadOnlyList<Message> Skipped);
