using Microsoft.AspNetCore.Http;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Intake;

/// <summary>The way of a payload from request to store, the same for every wire format.</summary>
internal sealed class TraceIntake(AgentOptions options, TraceStore store, TextPool texts, IntakeCounters counters) : IDisposable
{
    private readonly IntakeTurns turns = new();

    /// <summary>Reads, decodes and stores the body of a request: all of it or nothing.</summary>
    public async Task<IntakeResult> TakeAsync(HttpRequest request, PayloadDecoder decode)
    {
        CancellationToken aborted = request.HttpContext.RequestAborted;
        using IDisposable? turn = await turns.TakeAsync(IsLarge(request), options.BodyDeadline, aborted).ConfigureAwait(false);
        if (turn is null)
        {
            return new(StatusCodes.Status503ServiceUnavailable, $"no turn within {options.BodyDeadline.TotalSeconds} s; try again");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        deadline.CancelAfter(options.BodyDeadline);
        try
        {
            using MemoryStream body = await RequestBody.ReadAsync(request, options.MaxBodyBytes, deadline.Token).ConfigureAwait(false);
            store.Add(Decode(body.GetBuffer().AsSpan(0, (int)body.Length), decode));
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
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            return Malformed(e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status400BadRequest ? Malformed(e.Message) : new(e.StatusCode, e.Message);
        }
    }

    public void Dispose() => turns.Dispose();

    private static bool IsLarge(HttpRequest request) =>
        request.ContentLength is null or > IntakeTurns.LargeBytes || request.Headers.ContentEncoding.Count > 0;

    private List<StoredSpan> Decode(ReadOnlySpan<byte> payload, PayloadDecoder decode)
    {
        var budget = new DecodeBudget(options.MaxDecodedBytes);
        using var packer = new SpanPacker(texts);
        List<StoredSpan> spans = [];
        decode(payload, budget, span =>
        {
            StoredSpan stored = packer.Pack(span);
            spans.Add(stored);
            budget.Keep(stored.SizeInBytes);
        });
        return spans;
    }

    private IntakeResult Malformed(string reason)
    {
        counters.CountMalformed();
        return new(StatusCodes.Status400BadRequest, reason);
    }
}
