using System.Text.Json.Serialization;
using Waybill.LocalAgent.Info;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Api;

/// <summary>The JSON of all answers, also for those who read them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Trace>), TypeInfoPropertyName = "Traces")]
[JsonSerializable(typeof(Trace))]
[JsonSerializable(typeof(AgentStatistics))]
[JsonSerializable(typeof(InfoDocument))]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class AgentJson : JsonSerializerContext;
