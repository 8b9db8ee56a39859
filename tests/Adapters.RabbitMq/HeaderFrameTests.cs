using RabbitMQ.Client;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class HeaderFrameTests
{
    [Fact]
    public void Leaves_room_for_the_frame_and_for_the_clients_sequence_number()
    {
        BasicProperties properties = new() { Headers = new Dictionary<string, object?> { ["blob"] = new byte[1000] } };
        const uint Size = 1000 + 16 + 20 + 29; // flags 2, table length 4, name 5, type and length 5
        Assert.True(HeaderFrame.Fits(properties, Size));
        Assert.False(HeaderFrame.Fits(properties, Size - 1));
    }

    [Theory]
    [InlineData(600, HeaderFrame.DefaultMaxSize, true)]
    [InlineData(8000, 4096, false)]
    [InlineData(100_000, HeaderFrame.DefaultMaxSize, false)]
    [InlineData(100_000, 0, true)]
    public void A_small_context_alone_needs_no_counting(int contextBytes, uint maxSize, bool surely) =>
        Assert.Equal(surely, HeaderFrame.SurelyFits(contextBytes, maxSize));

    [Fact]
    public void No_limit_is_no_limit() =>
        Assert.True(HeaderFrame.Fits(new BasicProperties { Headers = new Dictionary<string, object?> { ["blob"] = new byte[1000] } }, 0));

    [Fact]
    public void A_header_that_cannot_be_sent_does_not_fit()
    {
        BasicProperties properties = new() { Headers = new Dictionary<string, object?> { ["uri"] = new Uri("http://localhost") } };
        Assert.False(HeaderFrame.Fits(properties, 1000));
    }
}
