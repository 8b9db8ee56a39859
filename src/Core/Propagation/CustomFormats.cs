using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>Runs formats that the program brings: what they throw costs their headers and nothing else.</summary>
internal static class CustomFormats
{
    internal static void Inject<TWriter>(IReadOnlyList<IPropagationFormat> formats, ref TWriter carrier, SpanContext context)
        where TWriter : struct, ICarrierWriter
    {
        List<KeyValuePair<string, string>> headers = [];
        foreach (var format in formats)
        {
            headers.Clear();
            try
            {
                format.Inject(context, (name, value) => headers.Add(new(name, value)));
                foreach (var (name, value) in headers)
                {
                    carrier.Write(name, Encoding.UTF8.GetBytes(value));
                }
            }
#pragma warning disable CA1031 // Not our code.
            catch (Exception)
#pragma warning restore CA1031
            {
                // What it has written stays; the rest is left out.
            }
        }
    }

    internal static void Extract<TReader>(IReadOnlyList<IPropagationFormat> formats, TReader carrier, ref Extraction found)
        where TReader : struct, ICarrierReader
    {
        foreach (var format in formats)
        {
            try
            {
                if (format.Extract(Get) is { TraceId128.IsZero: false } context)
                {
                    found.Add(ExtractedContext.From(context), format.Name, isTraceContext: false);
                }
            }
#pragma warning disable CA1031 // Not our code.
            catch (Exception)
#pragma warning restore CA1031
            {
                // As if it had found nothing.
            }
        }

        string? Get(string name)
        {
            Span<byte> scratch = stackalloc byte[CarrierText.ScratchLength];
            return CarrierReading.TryGetFirstNonEmpty(ref carrier, name, scratch, out var value) ? Encoding.UTF8.GetString(value) : null;
        }
    }
}
