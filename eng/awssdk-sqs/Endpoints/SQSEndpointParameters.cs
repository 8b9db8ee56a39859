using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util;

namespace Amazon.SQS.Endpoints;

/// <summary>The inputs of endpoint resolution, kept in the property bag that an IEndpointProvider reads.</summary>
public class SQSEndpointParameters : EndpointParameters
{
    public SQSEndpointParameters()
    {
        UseDualStack = false;
        UseFIPS = false;
    }

    internal SQSEndpointParameters(IClientConfig config, RegionEndpoint alternateEndpoint)
    {
        Region = alternateEndpoint?.SystemName ?? config.RegionEndpoint?.SystemName ?? RegionOf(config);
        UseDualStack = config.UseDualstackEndpoint;
        UseFIPS = config.UseFIPSEndpoint;
        Endpoint = config.ServiceURL;
    }

    public string Region
    {
        get => (string)this["Region"];
        set => this["Region"] = value;
    }

    public bool? UseDualStack
    {
        get => (bool?)this["UseDualStack"];
        set => this["UseDualStack"] = value;
    }

    public bool? UseFIPS
    {
        get => (bool?)this["UseFIPS"];
        set => this["UseFIPS"] = value;
    }

    public string Endpoint
    {
        get => (string)this["Endpoint"];
        set => this["Endpoint"] = value;
    }

    private static string RegionOf(IClientConfig config)
    {
        if (!string.IsNullOrEmpty(config.AuthenticationRegion))
            return config.AuthenticationRegion;
        return string.IsNullOrEmpty(config.ServiceURL) ? null : AWSSDKUtils.DetermineRegion(config.ServiceURL);
    }
}
