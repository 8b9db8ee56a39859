using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.SQS.Internal;

/// <summary>The endpoint rules that AWS publishes for SQS.</summary>
internal sealed class SqsEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var fips = parameters["UseFIPS"] is true;
        var dualStack = parameters["UseDualStack"] is true;

        if (parameters["Endpoint"] is string { Length: > 0 } custom)
        {
            if (fips || dualStack)
                throw new AmazonClientException(
                    $"Invalid Configuration: {(fips ? "FIPS" : "Dualstack")} and custom endpoint {custom} are not supported together.");
            return new Endpoint(custom);
        }

        if (parameters["Region"] is not string { Length: > 0 } region || Fn.Partition(region) is not { } partition)
            throw new AmazonClientException("Invalid Configuration: Missing Region. Set RegionEndpoint or ServiceURL.");
        if ((fips && !partition.supportsFIPS) || (dualStack && !partition.supportsDualStack))
            throw new AmazonClientException($"FIPS or DualStack is enabled but region {region} (partition {partition.name}) lacks it.");

        var host = fips && (dualStack || partition.name != "aws-us-gov") ? "sqs-fips" : "sqs";
        return new Endpoint($"https://{host}.{region}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");
    }
}
