namespace Waybill.Core.Messaging;

/// <summary>Why a message went out untouched.</summary>
internal static class SkipReason
{
    internal const string AttributeLimit = "attribute_limit";
    internal const string SizeLimit = "size_limit";
    internal const string NotAnObject = "not_a_json_object";

    /// <summary>The message's attributes, or what makes one, threw.</summary>
    internal const string AttributesRefused = "attributes_refused";
}
