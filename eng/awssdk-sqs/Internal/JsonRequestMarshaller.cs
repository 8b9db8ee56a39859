using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.SQS.Internal;

internal sealed class JsonRequestMarshaller<TRequest> : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonSQSRequest
{
    public static readonly JsonRequestMarshaller<TRequest> Instance = new();

    private static readonly string Target = "AmazonSQS." + typeof(TRequest).Name[..^"Request".Length];

    public IRequest Marshall(AmazonWebServiceRequest input) => new DefaultRequest(input, "Amazon.SQS")
    {
        HttpMethod = "POST",
        ResourcePath = "/",
        Headers =
        {
            ["X-Amz-Target"] = Target,
            [HeaderKeys.ContentTypeHeader] = "application/x-amz-json-1.0",
            [HeaderKeys.XAmzApiVersion] = "2012-11-05",
        },
        Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, JsonProtocol.Options),
    };
}
