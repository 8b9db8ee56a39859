using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.SQS.Endpoints;

namespace Amazon.SQS.Internal;

/// <summary>Sends every request to the service endpoint: with the JSON protocol the queue URL is only data in the body.</summary>
internal sealed class SqsEndpointResolver : BaseEndpointResolver
{
    protected override void ServiceSpecificHandler(IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        new SQSEndpointParameters(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);
}
