using Waybill.Core;
using Waybill.Fuzz.Carriers;

namespace Waybill.Fuzz;

/// <summary>
/// What must hold for any headers in any carrier: extraction does not throw and allocates within its bound; what is then injected is sound;
/// and it is read back as the same, so that a second hop changes nothing any more.
/// </summary>
internal sealed class Checker
{
    /// <summary>Headers up to this size, in bytes, fit in every carrier, however it escapes them.</summary>
    private const int ReadBackSize = 2000;

    private static readonly PropagationStyle[] Styles = Enum.GetValues<PropagationStyle>();

    private readonly SpanContextInjector injector = new(new PropagationSettings { Inject = Styles });

    /// <summary>All formats in each order of preference, which is each format once in front, and the behaviours.</summary>
    private readonly SpanContextExtractor[] extractors =
    [
        .. Styles.Select((_, at) => new SpanContextExtractor(new PropagationSettings { Extract = [.. Styles[at..], .. Styles[..at]] })),
        new(new PropagationSettings { Extract = Styles, Behavior = ExtractBehavior.Restart }),
        new(new PropagationSettings { Extract = Styles, ExtractFirst = true }),
    ];

    /// <summary>The largest share of its bound that an extraction has used so far.</summary>
    internal double LargestShareOfBound { get; private set; }

    /// <summary>Sends the headers through every kind of carrier.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="number">Chooses the order of the formats.</param>
    /// <returns>What does not hold; null when all does.</returns>
    internal string? Check(IReadOnlyList<Header> headers, long number)
    {
        var extractor = extractors[number % extractors.Length];
        foreach (var kind in CarrierKind.All)
        {
            try
            {
                if (Check(kind, extractor, headers) is { } broken)
                {
                    return $"{kind.Name}: {broken}";
                }
            }
#pragma warning disable CA1031 // To see what is thrown is the purpose.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                return $"{kind.Name}: {exception}";
            }
        }

        return null;
    }

    private string? Check(CarrierKind kind, SpanContextExtractor extractor, IReadOnlyList<Header> headers)
    {
        var extract = kind.Fill(headers);
        var bound = AllocationBound.Of(Header.SizeOf(headers), holdsBytes: kind is not DelegateCarrier);
        SpanContext? context = null;
        var allocated = Allocations.Of(() => context = extract(extractor), bound);
        LargestShareOfBound = Math.Max(LargestShareOfBound, (double)allocated / bound);
        if (allocated > bound)
        {
            return $"extraction of {Header.SizeOf(headers)} bytes of headers allocates {allocated} bytes; the bound is {bound}";
        }

        if (context is null)
        {
            return null;
        }

        var first = kind.Inject(injector, context);
        if (SoundHeaders.WhatIsWrong(first) is { } broken)
        {
            return broken;
        }

        if (!IsWhole(context, first))
        {
            return null;
        }

        if (kind.Fill(first)(extractors[0]) is not { } again)
        {
            return $"what was injected is not read back:{Lines(first)}";
        }

        var second = kind.Inject(injector, again);
        return first.Count == second.Count && first.All(header => second.Any(header.IsSameAs))
            ? null
            : $"a second hop changes the headers. After the first:{Lines(first)}\nAfter the second:{Lines(second)}";
    }

    /// <summary>
    /// False for baggage or links alone, for more than a text of limited length can hold, and for a trace id whose upper half had no room in
    /// x-datadog-tags: Datadog's format then names another trace than the others, and its tags are gone.
    /// </summary>
    private static bool IsWhole(SpanContext context, IReadOnlyList<Header> injected) =>
        !context.TraceId128.IsZero
        && Header.SizeOf(injected) <= ReadBackSize
        && (context.TraceId128.Upper == 0 || injected.Any(header => header.Name == "x-datadog-tags"));

    private static string Lines(IEnumerable<Header> headers) => string.Concat(headers.Select(header => $"\n    {header}"));
}
