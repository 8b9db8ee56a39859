using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>How the model types look as AWS JSON 1.0.</summary>
internal static class JsonProtocol
{
    public static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { MapToWire } },
        Converters = { new BlobConverter() },
    };

    private static void MapToWire(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            var property = type.Properties[i];
            var declared = (PropertyInfo)property.AttributeProvider;
            if (property.Set == null || declared.DeclaringType.Assembly != typeof(JsonProtocol).Assembly)
            {
                type.Properties.RemoveAt(i);
                continue;
            }

            property.Name = WireName(declared);
            if (typeof(ICollection).IsAssignableFrom(property.PropertyType))
                property.ShouldSerialize = (_, value) =>
                    value is ICollection items && (items.Count > 0 || !AWSConfigs.InitializeCollections);
        }
    }

    /// <summary>The service model spells these two members in lower case.</summary>
    private static string WireName(PropertyInfo property) => (property.DeclaringType.Name, property.Name) switch
    {
        (nameof(CreateQueueRequest), nameof(CreateQueueRequest.Tags)) => "tags",
        (nameof(ListDeadLetterSourceQueuesResponse), nameof(ListDeadLetterSourceQueuesResponse.QueueUrls)) => "queueUrls",
        _ => property.Name,
    };
}
