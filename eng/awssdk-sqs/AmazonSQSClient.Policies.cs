using System.Collections.Generic;
using System.Threading.Tasks;
using Amazon.Auth.AccessControlPolicy;
using Amazon.Runtime.SharedInterfaces;
using Amazon.SQS.Util;

namespace Amazon.SQS;

/// <summary>What other AWS clients use: queue attributes by name, and the policy that lets S3 send to a queue.</summary>
public partial class AmazonSQSClient
{
    public async Task<string> AuthorizeS3ToSendMessageAsync(string queueUrl, string bucket)
    {
        List<string> names = [SQSConstants.ATTRIBUTE_POLICY, SQSConstants.ATTRIBUTE_QUEUE_ARN];
        var response = await GetQueueAttributesAsync(queueUrl, names).ConfigureAwait(false);
        var policy = string.IsNullOrEmpty(response.Policy) ? new Policy() : Policy.FromJson(response.Policy);

        var statement = new Statement(Statement.StatementEffect.Allow);
        statement.Actions.Add(new ActionIdentifier("sqs:SendMessage"));
        statement.Resources.Add(new Resource(response.QueueARN));
        statement.Conditions.Add(ConditionFactory.NewSourceArnCondition($"arn:aws:s3:*:*:{bucket}"));
        statement.Principals.Add(new Principal("*"));

        if (!policy.CheckIfStatementExists(statement))
        {
            policy.Statements.Add(statement);
            var attributes = new Dictionary<string, string> { [SQSConstants.ATTRIBUTE_POLICY] = policy.ToJson() };
            await SetQueueAttributesAsync(queueUrl, attributes).ConfigureAwait(false);
        }

        return statement.Id;
    }

    async Task<Dictionary<string, string>> ICoreAmazonSQS.GetAttributesAsync(string queueUrl) =>
        (await GetQueueAttributesAsync(queueUrl, [SQSConstants.ATTRIBUTE_ALL]).ConfigureAwait(false)).Attributes;

    Task ICoreAmazonSQS.SetAttributesAsync(string queueUrl, Dictionary<string, string> attributes) =>
        SetQueueAttributesAsync(queueUrl, attributes);
}
