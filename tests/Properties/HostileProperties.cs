using FsCheck;
using FsCheck.Fluent;
using Waybill.Fuzz;

namespace Waybill.Properties.Tests;

/// <summary>Whatever bytes stand in whatever headers.</summary>
public class HostileProperties
{
    private static readonly Gen<long> Numbers = Gen.Choose(0, int.MaxValue).Select(number => (long)number);

    private static readonly Arbitrary<IReadOnlyList<Header>> Mutated = Arb.From(Numbers.Select(new Mutator(seed: 3).Input), Shrink);

    private static readonly Arbitrary<IReadOnlyList<Header>> Noise = Arb.From(
        (from name in Gen.Elements(Corpus.Messages.SelectMany(message => message).Select(header => header.Name).Distinct().ToArray())
         from value in ArbMap.Default.GeneratorFor<byte[]>()
         select new Header(name, value)).ListOf().Select(headers => (IReadOnlyList<Header>)headers),
        Shrink);

    /// <summary><see cref="AllocationBound"/>: 16 KiB and 32 bytes for each byte of headers; 1 MiB at most where the carrier holds bytes.</summary>
    [Fact]
    public void Sound_headers_that_were_mutated_never_throw_nor_allocate_beyond_the_bound_nor_send_unsound_headers() => Holds(Mutated, runs: 20_000);

    [Fact]
    public void Random_bytes_never_throw_nor_allocate_beyond_the_bound_nor_send_unsound_headers() => Holds(Noise, runs: 5_000);

    private static void Holds(Arbitrary<IReadOnlyList<Header>> inputs, int runs)
    {
        Checker checker = new();
        long number = 0;
        Law.Holds(inputs, headers => checker.Check(headers, number++), runs);
    }

    /// <summary>Without one header, or with half of one value.</summary>
    private static IEnumerable<IReadOnlyList<Header>> Shrink(IReadOnlyList<Header> headers)
    {
        for (var at = 0; at < headers.Count; at++)
        {
            yield return [.. headers.Take(at), .. headers.Skip(at + 1)];
            var (name, value) = headers[at];
            if (value.Length > 0)
            {
                yield return [.. headers.Take(at), new Header(name, value[..(value.Length / 2)]), .. headers.Skip(at + 1)];
                yield return [.. headers.Take(at), new Header(name, value[((value.Length + 1) / 2)..]), .. headers.Skip(at + 1)];
            }
        }
    }
}
