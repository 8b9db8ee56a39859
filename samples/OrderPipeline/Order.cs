using System.Text.Json;

namespace OrderPipeline;

/// <summary>What a customer ordered.</summary>
internal sealed record Order(string Id, string Customer, string Email, string Country, string Currency, IReadOnlyList<OrderLine> Lines)
{
    /// <summary>A missing field is an error, and not a null in the middle of the work.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public decimal Total => Lines.Sum(line => line.Quantity * line.UnitPrice);

    /// <exception cref="InvalidOrderException">This is no order.</exception>
    public static Order Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<Order>(json, Json) ?? throw new InvalidOrderException("The order is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidOrderException($"The order cannot be read: {exception.Message}");
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>What only the warehouse can tell: the shop front takes every order that it can read.</summary>
    /// <exception cref="InvalidOrderException">The order cannot be shipped.</exception>
    public void EnsureShippable()
    {
        if (Lines.Count == 0)
        {
            throw new InvalidOrderException($"Order {Id} has no lines.");
        }

        if (Lines.FirstOrDefault(line => line.Quantity < 1) is { } line)
        {
            throw new InvalidOrderException($"Order {Id} asks for {line.Quantity} of {line.Sku}; at least 1 can be shipped.");
        }
    }
}

/// <summary>One article of an order.</summary>
internal sealed record OrderLine(string Sku, string Name, int Quantity, decimal UnitPrice);
