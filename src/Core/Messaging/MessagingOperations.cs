namespace Waybill.Core.Messaging;

/// <summary>Values of <see cref="MessagingAttributes.OperationType"/>.</summary>
internal static class MessagingOperations
{
    internal const string Create = "create";
    internal const string Send = "send";
    internal const string Receive = "receive";
    internal const string Process = "process";
    internal const string Settle = "settle";

    /// <summary>The begin or end of a transaction, of which the conventions have no type.</summary>
    internal const string Transaction = "transaction";
}
