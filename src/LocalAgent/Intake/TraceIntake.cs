using Microsoft.AspNetCore.Http;
using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Intake;

/// <summary>Decodes a payload with the decoder of its version.</summary>
internal delegate IReadOnlyList<TraceSpan> PayloadDecoder(ReadOnlySpan<byte> payload, long maxDecodedBytes);

/// <summary>
/// The way of a payload from request to store, the same for every version of the wire format. Few payloads are on it
/// at once, each of a bounded size, so that all clients together cannot take more memory than the limits say.
/// </summary>
internal sealed class TraceIntake(AgentOptions options, TraceStore store, IntakeCounters counters) : IDisposable
{
    private const int PayloadsAtOnce = 4;
    private readonly SemaphoreSlim turns = new(PayloadsAtOnce);

    /// <summary>Reads, decodes and stores the body of a request: all of it or nothing.</summary>
    public async Task<IntakeResult> TakeAsync(HttpRequest request, PayloadDecoder decode)
    {
        CancellationToken aborted = request.HttpContext.RequestAborted;
        if (!await turns.WaitAsync(options.BodyDeadline, aborted).ConfigureAwait(false))
        {
            return new(StatusCodes.Status503ServiceUnavailable, $"no turn within {options.BodyDeadline.TotalSeconds} s; try again");
        }

        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(aborted);
            deadline.CancelAfter(options.BodyDeadline);
            using MemoryStream body = await RequestBody.ReadAsync(request, deadline.Token).ConfigureAwait(false);
            store.Add(decode(body.GetBuffer().AsSpan(0, (int)body.Length), options.MaxDecodedBytes));
            counters.CountPayload();
            return IntakeResult.Accepted;
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return new(StatusCodes.Status408RequestTimeout, $"the body did not arrive within {options.BodyDeadline.TotalSeconds} s");
        }
        catch (PayloadTooLargeException e)
        {
            return new(StatusCodes.Status413PayloadTooLarge, e.Message);
        }
        catch (MessagePackFormatException e)
        {
            return Malformed(e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status400BadRequest ? Malformed(e.Message) : new(e.StatusCode, e.Message);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();

    private IntakeResult Malformed(string reason)
    {
        counters.CountMalformed();
        return new(StatusCodes.Status400BadRequest, reason);
    }
}
