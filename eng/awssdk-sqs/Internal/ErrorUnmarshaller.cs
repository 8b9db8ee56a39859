using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.Util;

namespace Amazon.SQS.Internal;

/// <summary>
/// Maps an error document to the exception of the shape that its __type names. The header x-amzn-query-error carries the
/// code and fault of the older query protocol, which stay the exception's ErrorCode and ErrorType.
/// </summary>
internal static class ErrorUnmarshaller
{
    private const string Suffix = "Exception";

    private static readonly Dictionary<string, Type> Exceptions = typeof(ErrorUnmarshaller).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(AmazonSQSException)))
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static AmazonSQSException Unmarshall(JsonUnmarshallerContext context, Exception inner, HttpStatusCode status)
    {
        var reader = new StreamingUtf8JsonReader(context.Stream);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        var shape = error.Code ?? "";
        if (!shape.EndsWith(Suffix, StringComparison.Ordinal))
            shape += Suffix;

        var (code, fault) = (error.Code, error.Type);
        var query = context.ResponseData.GetHeaderValue(HeaderKeys.XAmzQueryError)?.Split(';');
        if (query is { Length: 2 })
        {
            code = query[0];
            fault = Enum.TryParse<ErrorType>(query[1], out var parsed) ? parsed : fault;
        }

        var exception = Exceptions.GetValueOrDefault(shape, typeof(AmazonSQSException));
        return (AmazonSQSException)Activator.CreateInstance(exception, error.Message, inner, fault, code, error.RequestId, status);
    }
}
