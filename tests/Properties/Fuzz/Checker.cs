using Waybill.Core;
using Waybill.Fuzz.Carriers;

namespace Waybill.Fuzz;

/// <summary>
/// What must hold for any headers in any carrier: extraction does not throw and allocates within its bound; what is then injected is sound;
/// and it is read back as the same, so that a second hop changes nothing any more.
/// </summary>
internal sealed class Checker
{
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
        var allocated = Allocations.Of(() => extract(extractor), bound);
        LargestShareOfBound = Math.Max(LargestShareOfBound, (double)allocated / bound);
        if (allocated > bound)
        {
            return $"extraction of {Header.SizeOf(headers)} bytes of headers allocates {allocated} bytes; the bound is {bound}";
        }

        if (extract(extractor) is not { } context)
        {
            return null;
        }

        var first = kind.Inject(injector, context);
        if (SoundHeaders.WhatIsWrong(first) is { } broken)
        {
            return broken;
        }

        if (context.TraceId128.IsZero)
        {
            return null; // baggage or links alone
        }

        if (kind.Fill(first)(extractors[0]) is not { } again)
        {
            return $"what was injected is not read back:{Lines(first)}";
        }

        var second = kind.Inject(injector, again);
        return first.Select(header => header.ToString()).ToHashSet().SetEquals(second.Select(header => header.ToString()))
            ? null
            : $"a second hop changes the headers. After the first:{Lines(first)}\nAfter the second:{Lines(second)}";
    }

    private static string Lines(IEnumerable<Header> headers) => string.Concat(headers.Select(header => $"\n    {header}"));
}
