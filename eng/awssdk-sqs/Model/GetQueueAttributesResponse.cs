using System;
using System.Globalization;
using Amazon.SQS.Util;
using Amazon.Util;

namespace Amazon.SQS.Model;

/// <summary>The well-known attributes, read from the attribute map; zero, false or null where it lacks them.</summary>
public partial class GetQueueAttributesResponse
{
    public int VisibilityTimeout => Number(SQSConstants.ATTRIBUTE_VISIBILITY_TIMEOUT);

    public int DelaySeconds => Number(SQSConstants.ATTRIBUTE_DELAY_SECONDS);

    public int MaximumMessageSize => Number(SQSConstants.ATTRIBUTE_MAXIMUM_MESSAGE_SIZE);

    public int MessageRetentionPeriod => Number(SQSConstants.ATTRIBUTE_MESSAGE_RETENTION_PERIOD);

    public int ApproximateNumberOfMessages => Number(SQSConstants.ATTRIBUTE_APPROXIMATE_NUMBER_OF_MESSAGES);

    public int ApproximateNumberOfMessagesNotVisible => Number(SQSConstants.ATTRIBUTE_APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);

    public int ApproximateNumberOfMessagesDelayed => Number(SQSConstants.ATTRIBUTE_APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

    public DateTime CreatedTimestamp => AWSSDKUtils.ConvertFromUnixEpochSeconds(Number(SQSConstants.ATTRIBUTE_CREATED_TIMESTAMP));

    public DateTime LastModifiedTimestamp =>
        AWSSDKUtils.ConvertFromUnixEpochSeconds(Number(SQSConstants.ATTRIBUTE_LAST_MODIFIED_TIMESTAMP));

    public string QueueARN => Text(SQSConstants.ATTRIBUTE_QUEUE_ARN);

    public string Policy => Text(SQSConstants.ATTRIBUTE_POLICY);

    public bool FifoQueue => Flag(SQSConstants.ATTRIBUTE_FIFO_QUEUE) ?? false;

    public bool? ContentBasedDeduplication => Flag(SQSConstants.ATTRIBUTE_CONTENT_BASED_DEDUPLICATION);

    private string Text(string attribute) => Attributes != null && Attributes.TryGetValue(attribute, out var value) ? value : null;

    private int Number(string attribute) => int.TryParse(Text(attribute), CultureInfo.InvariantCulture, out var value) ? value : 0;

    private bool? Flag(string attribute) => bool.TryParse(Text(attribute), out var value) ? value : null;
}
