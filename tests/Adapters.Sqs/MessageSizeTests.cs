namespace Waybill.Adapters.Sqs.Tests;

public sealed class MessageSizeTests
{
    [Fact]
    public void Counts_body_names_types_and_values_in_UTF_8()
    {
        Dictionary<string, MessageAttributeValue> attributes = new()
        {
            ["größe"] = new() { DataType = "String", StringValue = "ä" }, // 7 + 6 + 2
            ["bin"] = new() { DataType = "Binary", BinaryValue = new MemoryStream(new byte[100]) }, // 3 + 6 + 100
            ["null"] = null!,
        };

        Assert.Equal(4 + 15 + 109, MessageSize.Of("€1", attributes));
    }

    [Fact]
    public void Takes_what_is_missing_for_nothing() => Assert.Equal(0, MessageSize.Of(body: null, attributes: null));

    [Fact]
    public void Passes_over_a_closed_stream()
    {
        MemoryStream closed = new(new byte[100]);
        closed.Dispose();

        Assert.Equal(7, MessageSize.OfAttribute("a", new MessageAttributeValue { DataType = "Binary", BinaryValue = closed }));
    }
}
