using System.Text.Json;

namespace OrderPipeline;

/// <summary>An order on its way to the customer.</summary>
internal sealed record Parcel(string OrderId, string Email, string Carrier, decimal Value)
{
    public static Parcel Parse(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<Parcel>(json, JsonSerializerOptions.Web)!;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web);
}
