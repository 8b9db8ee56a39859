using System.Text.Json;

namespace Waybill.TraceContextService;

/// <summary>A call that the suite asks for: its arguments go to its address.</summary>
internal sealed record OutgoingCall(Uri Url, JsonElement Arguments);
