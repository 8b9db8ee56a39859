using System.Globalization;
using System.Text;

namespace Waybill.Core.Tests.Support;

/// <summary>What the scripted agent does with one request.</summary>
/// <param name="Answer">The bytes to answer with; null answers nothing.</param>
/// <param name="Then">What becomes of the connection.</param>
/// <param name="Status">The status of the answer; 0 when there is none that can be read.</param>
internal sealed record AgentStep(byte[]? Answer, AgentStep.Connection Then, int Status)
{
    public static readonly AgentStep Accept = Respond(200, "{\"rate_by_service\":{}}");
    public static readonly AgentStep Hang = new(null, Connection.Hang, 0);
    public static readonly AgentStep Reset = new(null, Connection.Reset, 0);
    public static readonly AgentStep ResetInBody = new(null, Connection.ResetInBody, 0);
    public static readonly AgentStep Garbage = new([0x16, 0x03, 0x01, 0x00, 0xFF, 0x0D, 0x0A, 0x0D, 0x0A], Connection.Close, 0);
    public static readonly AgentStep HalfAnswer = new("HTTP/1.1 200 O"u8.ToArray(), Connection.Close, 0);

    /// <summary>How long it thinks before it answers.</summary>
    public TimeSpan Delay { get; init; }

    internal enum Connection
    {
        Keep,
        Close,
        Reset,
        ResetInBody,
        Hang,
    }

    public static AgentStep Respond(int status, string body = "", string headers = "") => new(
        Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Scripted\r\n{headers}Content-Length: {Encoding.ASCII.GetByteCount(body)}\r\n\r\n{body}")),
        Connection.Keep,
        status);
}
