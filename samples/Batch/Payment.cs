using System.Text.Json;

namespace Batch;

/// <summary>What customers owe.</summary>
internal sealed record Payment(string Id, decimal Amount)
{
    public static readonly Payment[] All = [new("p-1", 12.5m), new("p-2", 99), new("p-3", 7), new("p-4", 30)];

    public static Payment Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<Payment>(json)!;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this);
}
