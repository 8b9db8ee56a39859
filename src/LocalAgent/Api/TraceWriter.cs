using System.IO.Pipelines;
using System.Text;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Api;

/// <summary>Writes traces as JSON from the JSON that their spans are kept as. What is written waits for the client in bounded portions.</summary>
internal static class TraceWriter
{
    private const int PortionBytes = 64 * 1024;

    public static async Task WriteAsync(PipeWriter output, TraceSnapshot trace, CancellationToken cancellationToken)
    {
        Encoding.ASCII.GetBytes($$"""{"traceId":"{{trace.TraceId}}","spans":[""", output);
        bool isFirst = true;
        foreach (StoredSpan span in trace.Spans)
        {
            if (!isFirst)
            {
                Write(output, ","u8);
            }

            isFirst = false;
            Write(output, span.Json);
            if (output.UnflushedBytes > PortionBytes)
            {
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        Write(output, "]}"u8);
    }

    public static void Write(PipeWriter output, ReadOnlySpan<byte> bytes) => System.Buffers.BuffersExtensions.Write(output, bytes);
}
