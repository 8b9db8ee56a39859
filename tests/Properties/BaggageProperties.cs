using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Waybill.Core;
using Waybill.Fuzz.Carriers;

namespace Waybill.Properties.Tests;

/// <summary>Baggage arrives as it was sent, with every character that Unicode has.</summary>
public class BaggageProperties
{
    private const int MaxItems = 64;
    private const int MaxBytes = 8192;

    private static readonly Gen<string> Text = Gen.OneOf(
            Gen.Choose(0x20, 0x7E), Gen.Choose(0, 0x1F), Gen.Choose(0x7F, 0xD7FF), Gen.Choose(0xE000, 0x10FFFF),
            Gen.Elements("%,;=\\\" ".Select(c => (int)c).ToArray()))
        .Select(code => new Rune(code).ToString())
        .Or(Gen.Elements("%41", "%2C", "%", "+", ";a=b"))
        .ListOf()
        .Select(string.Concat);

    private static readonly Arbitrary<IReadOnlyList<KeyValuePair<string, string>>> Items = Arb.From(
        (from name in Text
         from value in Text
         select KeyValuePair.Create(name, value))
            .ListOf()
            .Select(items => (IReadOnlyList<KeyValuePair<string, string>>)[
                .. items.Where(item => !string.IsNullOrWhiteSpace(item.Key) && !string.IsNullOrWhiteSpace(item.Value)).DistinctBy(item => item.Key)]),
        Shrink);

    public static TheoryData<string> Carriers => [.. CarrierKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Carriers))]
    public void What_is_current_arrives_as_far_as_the_limits_allow(string carrier)
    {
        var kind = CarrierKind.Of(carrier);
        PropagationSettings settings = new() { Inject = [PropagationStyle.Baggage], Extract = [PropagationStyle.Baggage] };
        SpanContextInjector injector = new(settings);
        SpanContextExtractor extractor = new(settings);
        Law.Holds(Items, items =>
        {
            Baggage.Current = Baggage.Create(items);
            var headers = kind.Inject(injector, SpanContext.None);
            Baggage.Current = default;
            var read = kind.Fill(headers)(extractor)?.Baggage.GetBaggage() ?? [];
            if (headers.Count > 0 && headers[0].Value.Length > MaxBytes)
            {
                return $"{headers[0].Value.Length} bytes were sent";
            }

            var arrived = items.Take(read.Count).SequenceEqual(read);
            var isAll = read.Count == Math.Min(items.Count, MaxItems) || EncodedSize(items.Take(read.Count + 1)) > MaxBytes;
            return arrived && isAll ? null : $"read {string.Join(", ", read)} from {string.Join("; ", headers)}";
        });
    }

    /// <summary>More than the encoded size: as if every octet were encoded.</summary>
    private static int EncodedSize(IEnumerable<KeyValuePair<string, string>> items) =>
        items.Sum(item => 2 + (3 * (Encoding.UTF8.GetByteCount(item.Key) + Encoding.UTF8.GetByteCount(item.Value))));

    private static IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> Shrink(IReadOnlyList<KeyValuePair<string, string>> items) =>
        items.Select(item => (IReadOnlyList<KeyValuePair<string, string>>)[.. items.Where(other => other.Key != item.Key)]);
}
