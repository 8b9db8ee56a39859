using System.Collections.ObjectModel;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class PropertiesCopyTests
{
    [Fact]
    public void The_copy_is_the_same_on_the_wire()
    {
        var original = Properties.Full(Properties.Headers());
        Assert.Equal(Wire(original), Wire(PropertiesCopy.TryMake(original, out _)!));
    }

    [Fact]
    public void The_copy_has_a_header_table_of_its_own()
    {
        var original = Properties.Full(new ReadOnlyDictionary<string, object?>(Properties.Headers()));
        var copy = PropertiesCopy.TryMake(original, out var headers)!;
        headers["new"] = 1;
        Assert.Same(headers, copy.Headers);
        Assert.False(original.Headers!.ContainsKey("new"));
    }

    [Fact]
    public void No_headers_are_an_empty_table()
    {
        Assert.Empty(PropertiesCopy.TryMake(new BasicProperties { Type = "paid" }, out var headers)!.Headers!);
        Assert.Empty(headers);
    }

    [Fact]
    public void Properties_that_cannot_be_read_have_no_copy()
    {
        Assert.Null(PropertiesCopy.TryMake<IReadOnlyBasicProperties>(null!, out _));
        Assert.Null(PropertiesCopy.TryMake(new ReadOnlyProperties(null!), out _));
    }

    private static byte[] Wire(BasicProperties properties)
    {
        var bytes = new byte[((IAmqpWriteable)properties).GetRequiredBufferSize()];
        return bytes[..((IAmqpWriteable)properties).WriteTo(bytes)];
    }
}
