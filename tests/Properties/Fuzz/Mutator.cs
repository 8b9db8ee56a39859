using System.Text;

namespace Waybill.Fuzz;

/// <summary>Makes input number n of a seed: always the same one, whatever came before it.</summary>
internal sealed class Mutator(ulong seed)
{
    private const int MaxLength = 80_000;

    internal IReadOnlyList<Header> Input(long number)
    {
        Random random = new((int)Mix(Mix(seed) + (ulong)number));
        var headers = random.Next(16) == 0 ? Noise(random) : Mixture(random);
        for (var count = random.Next(6); count > 0 && headers.Count > 0; count--)
        {
            Mutate(headers, random);
        }

        return headers;
    }

    private static List<Header> Noise(Random random)
    {
        List<Header> headers = [];
        for (var count = random.Next(1, 12); count > 0; count--)
        {
            var value = new byte[random.Next(64) == 0 ? random.Next(20_000) : random.Next(100)];
            random.NextBytes(value);
            headers.Add(new Header(AnyHeader(random).Name, value));
        }

        return headers;
    }

    /// <summary>The JSON text, or one to four messages on top of each other, so that the formats meet.</summary>
    private static List<Header> Mixture(Random random)
    {
        var json = Corpus.Messages.Count - 1;
        return random.Next(8) == 0
            ? [.. Corpus.Messages[json]]
            : [.. Enumerable.Range(0, random.Next(1, 5)).SelectMany(_ => Corpus.Messages[random.Next(json)])];
    }

    private static void Mutate(List<Header> headers, Random random)
    {
        var at = random.Next(headers.Count);
        var (name, value) = headers[at];
        switch (random.Next(10))
        {
            case 0:
                headers.RemoveAt(at);
                return;
            case 1:
                headers.Insert(random.Next(headers.Count), headers[at]);
                return;
            case 2:
                headers[at] = new Header(AnyHeader(random).Name, value);
                return;
            default:
                headers[at] = new Header(name, Mutate(value, random));
                return;
        }
    }

    private static byte[] Mutate(byte[] value, Random random)
    {
        var start = random.Next(value.Length + 1);
        var end = random.Next(start, value.Length + 1);
        ReadOnlySpan<byte> before = value.AsSpan(0, start), middle = value.AsSpan(start, end - start), after = value.AsSpan(end);
        byte[] mutated = random.Next(7) switch
        {
            0 => [.. before, (byte)random.Next(256), .. start < value.Length ? value.AsSpan(start + 1) : []],
            1 => [.. before, .. after],
            2 => [.. before, .. middle, .. middle, .. after],
            3 => [.. before, .. Token(random), .. middle, .. after],
            4 => [.. before, .. Token(random), .. after],
            5 => [.. before, .. AnyHeader(random).Value, .. after],
            _ => [.. before, .. Repeated(random), .. after],
        };
        return mutated.Length <= MaxLength ? mutated : mutated[..MaxLength];
    }

    private static byte[] Repeated(Random random)
    {
        var token = Token(random);
        var times = random.Next(32) == 0 ? random.Next(3000) : random.Next(40);
        return [.. Enumerable.Repeat(token, times).SelectMany(octets => octets)];
    }

    private static byte[] Token(Random random) => Encoding.UTF8.GetBytes(Corpus.Tokens[random.Next(Corpus.Tokens.Count)]);

    private static Header AnyHeader(Random random)
    {
        var message = Corpus.Messages[random.Next(Corpus.Messages.Count - 1)];
        return message[random.Next(message.Count)];
    }

    /// <summary>SplitMix64, so that neighbouring numbers have nothing in common.</summary>
    private static ulong Mix(ulong number)
    {
        number = (number * 0x9E3779B97F4A7C15) + 0x9E3779B97F4A7C15;
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }
}
