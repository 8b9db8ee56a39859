using System.Buffers;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Export.Agent;

/// <summary>Reads the sampling rates from the body of an answer. The spans are accepted whatever is in it: nothing here fails.</summary>
internal static class AgentAnswerReader
{
    /// <summary>A body that takes longer to come is not read.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    internal static async Task ReadRatesAsync(HttpContent body, AgentRates rates, CancellationToken cancellationToken)
    {
        if (body.Headers.ContentLength is 0 or > AgentRates.MaxBytes)
        {
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            var stream = await body.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var length = 0;
                while (await stream.ReadAsync(buffer.AsMemory(length), deadline.Token).ConfigureAwait(false) is var read and > 0)
                {
                    length += read;
                    if (length > AgentRates.MaxBytes)
                    {
                        return;
                    }

                    if (length == buffer.Length)
                    {
                        var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                        buffer.CopyTo(larger, 0);
                        ArrayPool<byte>.Shared.Return(buffer);
                        buffer = larger;
                    }
                }

                rates.Update(buffer.AsSpan(0, length));
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // The answer was given with the status.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
