namespace Waybill.LocalAgent.MessagePack;

/// <summary>The bytes are not the MessagePack that was expected; the message says where and why.</summary>
internal sealed class MessagePackFormatException : FormatException
{
    public MessagePackFormatException(string message)
        : base(message)
    {
    }

    public MessagePackFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
