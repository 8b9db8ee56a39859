namespace Waybill.LocalAgent.Api;

/// <summary>The body of an answer other than 200.</summary>
internal sealed record Refusal(string Error);
