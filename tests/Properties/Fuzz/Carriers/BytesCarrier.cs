using Waybill.Core;

namespace Waybill.Fuzz.Carriers;

/// <summary>A carrier of the program's own that holds bytes, with several values of one name.</summary>
internal sealed class BytesCarrier : CarrierKind
{
    internal override string Name => "bytes";

    internal override Func<SpanContextExtractor, SpanContext?> Fill(IReadOnlyList<Header> headers) => extractor =>
    {
        Reader reader = new(headers);
        return extractor.Extract(ref reader);
    };

    internal override IReadOnlyList<Header> Inject(SpanContextInjector injector, SpanContext context)
    {
        Writer writer = new([]);
        injector.Inject(ref writer, context);
        return writer.Headers;
    }

    private readonly struct Reader(IReadOnlyList<Header> headers) : ICarrierReader
    {
        public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
        {
            for (var at = 0; at < headers.Count; at++)
            {
                if (headers[at].Name == name && index-- == 0)
                {
                    value = headers[at].Value;
                    return true;
                }
            }

            value = default;
            return false;
        }
    }

    private readonly struct Writer(List<Header> headers) : ICarrierWriter
    {
        internal List<Header> Headers => headers;

        public void Write(string name, ReadOnlySpan<byte> value)
        {
            headers.RemoveAll(NamedAs(name));
            headers.Add(new Header(name, value.ToArray()));
        }

        private static Predicate<Header> NamedAs(string name) => header => header.Name == name;
    }
}
