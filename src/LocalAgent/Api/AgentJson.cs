using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Waybill.LocalAgent.Info;
using Waybill.LocalAgent.Insight;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Api;

/// <summary>The JSON of all answers, also for those who read them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Trace>), TypeInfoPropertyName = "Traces")]
[JsonSerializable(typeof(Trace))]
[JsonSerializable(typeof(AgentStatistics))]
[JsonSerializable(typeof(InfoDocument))]
[JsonSerializable(typeof(SearchResult))]
[JsonSerializable(typeof(IReadOnlyList<ServiceFigures>), TypeInfoPropertyName = "Services")]
[JsonSerializable(typeof(ServiceMap))]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class AgentJson : JsonSerializerContext
{
    /// <summary>How the text of spans is escaped: only as JSON needs it, because it is never part of a web page.</summary>
    public static JavaScriptEncoder Text => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
}
