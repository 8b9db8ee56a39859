using System.Collections.Generic;
using Amazon.Runtime.Internal;

namespace Amazon.SQS.Internal;

internal sealed class ServiceMetadata : IServiceMetadata
{
    public string ServiceId => AmazonSQSConfig.ServiceId;

    public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
}
