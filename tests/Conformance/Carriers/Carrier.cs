using System.Text;
using Waybill.Core;

namespace Waybill.Conformance.Tests.Carriers;

/// <summary>Headers in order, of which several may have one name. Names compare as in HTTP, without regard to case.</summary>
internal sealed class Carrier(IEnumerable<(string Name, string Value)> headers)
{
    private readonly List<(string Name, string Value)> headers = [.. headers];

    public Carrier()
        : this([])
    {
    }

    public IReadOnlyList<(string Name, string Value)> Headers => headers;

    public string? this[string name] => Values(name).FirstOrDefault();

    public IEnumerable<string> Values(string name) => headers.Where(header => IsNamed(header, name)).Select(header => header.Value);

    public void Set(string name, string value)
    {
        headers.RemoveAll(header => IsNamed(header, name));
        headers.Add((name, value));
    }

    /// <summary>The way in by the API with delegates.</summary>
    public SpanContext? ExtractText() => (SpanContext?)new SpanContextExtractor().Extract(this, (carrier, name) => carrier.Values(name));

    /// <summary>The way in by which the adapters go.</summary>
    public SpanContext? ExtractBytes()
    {
        Reader reader = new(this);
        return new SpanContextExtractor().Extract(ref reader);
    }

    public static Carrier InjectText(ISpanContext context)
    {
        Carrier carrier = new();
        new SpanContextInjector().Inject(carrier, (to, name, value) => to.Set(name, value), context);
        return carrier;
    }

    public static Carrier InjectBytes(ISpanContext context)
    {
        Carrier carrier = new();
        Writer writer = new(carrier);
        new SpanContextInjector().Inject(ref writer, (SpanContext)context);
        return carrier;
    }

    private static bool IsNamed((string Name, string Value) header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private readonly struct Reader(Carrier carrier) : ICarrierReader
    {
        public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
        {
            var text = carrier.Values(name).ElementAtOrDefault(index);
            value = text is null ? default : Encoding.UTF8.GetBytes(text);
            return text is not null;
        }
    }

    private readonly struct Writer(Carrier carrier) : ICarrierWriter
    {
        public void Write(string name, ReadOnlySpan<byte> value) => carrier.Set(name, Encoding.UTF8.GetString(value));
    }
}
