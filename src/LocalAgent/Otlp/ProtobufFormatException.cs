namespace Waybill.LocalAgent.Otlp;

/// <summary>The bytes are not the protobuf that was expected; the message says where and why.</summary>
internal sealed class ProtobufFormatException(string message) : FormatException(message);
