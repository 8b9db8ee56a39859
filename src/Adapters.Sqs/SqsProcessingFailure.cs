using Amazon.SQS.Model;

namespace Waybill.Adapters.Sqs;

/// <summary>A message that was not processed.</summary>
/// <param name="Message">The message. It is not deleted.</param>
/// <param name="Exception">What its handler or its deletion threw.</param>
public sealed record SqsProcessingFailure(Message Message, Exception Exception);
