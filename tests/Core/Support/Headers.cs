using System.Text;

namespace Waybill.Core.Tests.Support;

/// <summary>A carrier of several values per name, as bytes, with the names in the order of writing.</summary>
internal sealed class Headers : List<(string Name, byte[]? Value)>
{
    public Headers()
    {
    }

    public Headers(params IEnumerable<(string Name, string? Value)> pairs)
        : base(pairs.Select(pair => (pair.Name, pair.Value is null ? null : Encoding.UTF8.GetBytes(pair.Value))))
    {
    }

    public string? this[string name] => TextOf(this.FirstOrDefault(header => header.Name == name).Value);

    public IEnumerable<string> Names => this.Select(header => header.Name);

    public void Add(string name, string? value) => Add((name, value is null ? null : Encoding.UTF8.GetBytes(value)));

    public SpanContext? Extract() => Extract(SpanContextExtractor.Default);

    public SpanContext? Extract(PropagationSettings settings) => Extract(new SpanContextExtractor(settings));

    public static Headers Inject(SpanContext context) => Inject(context, SpanContextInjector.Default);

    public static Headers Inject(SpanContext context, PropagationSettings settings) => Inject(context, new SpanContextInjector(settings));

    private SpanContext? Extract(SpanContextExtractor extractor)
    {
        Reader reader = new(this);
        return extractor.Extract(ref reader);
    }

    private static Headers Inject(SpanContext context, SpanContextInjector injector)
    {
        Headers headers = [];
        Writer writer = new(headers);
        injector.Inject(ref writer, context);
        return headers;
    }

    private static string? TextOf(byte[]? value) => value is null ? null : Encoding.UTF8.GetString(value);

    internal readonly struct Reader(Headers headers) : ICarrierReader
    {
        public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
        {
            var found = headers.Where(header => header.Name == name).Skip(index).Take(1).ToArray();
            value = found.Length == 0 ? default : found[0].Value;
            return found.Length == 1;
        }
    }

    internal readonly struct Writer(Headers headers) : ICarrierWriter
    {
        public void Write(string name, ReadOnlySpan<byte> value)
        {
            headers.RemoveAll(header => header.Name == name);
            headers.Add((name, value.ToArray()));
        }
    }
}
