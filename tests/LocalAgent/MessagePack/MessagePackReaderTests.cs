using Waybill.LocalAgent.MessagePack;

namespace Waybill.LocalAgent.Tests.MessagePack;

public sealed class MessagePackReaderTests
{
    [Theory]
    [InlineData("00", 0)]
    [InlineData("7f", 127)]
    [InlineData("e0", -32)]
    [InlineData("ff", -1)]
    [InlineData("cc80", 128)]
    [InlineData("cdffff", 65535)]
    [InlineData("ceffffffff", 4294967295)]
    [InlineData("cf7fffffffffffffff", long.MaxValue)]
    [InlineData("d080", -128)]
    [InlineData("d18000", -32768)]
    [InlineData("d280000000", int.MinValue)]
    [InlineData("d38000000000000000", long.MinValue)]
    [InlineData("c0", 0)]
    public void Integers_of_every_width(string hex, long expected)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Assert.Equal(expected, new MessagePackReader(bytes).ReadInt64());
        Assert.Equal((ulong)expected, new MessagePackReader(bytes).ReadUInt64());
        Assert.Equal(expected, new MessagePackReader(bytes).ReadDouble());
    }

    [Fact]
    public void Numbers_beyond_the_signed_range()
    {
        byte[] largest = Convert.FromHexString("cfffffffffffffffff");
        Assert.Equal(ulong.MaxValue, new MessagePackReader(largest).ReadUInt64());
        Assert.Equal(18446744073709551615d, new MessagePackReader(largest).ReadDouble());
        Assert.Throws<MessagePackFormatException>(() => new MessagePackReader(largest).ReadInt64());
    }

    [Theory]
    [InlineData("ca3fc00000", 1.5)]
    [InlineData("cb3ff8000000000000", 1.5)]
    [InlineData("cb7ff0000000000000", double.PositiveInfinity)]
    public void Floats_of_both_widths(string hex, double expected) =>
        Assert.Equal(expected, new MessagePackReader(Convert.FromHexString(hex)).ReadDouble());

    [Theory]
    [InlineData("a3616263")]
    [InlineData("d903616263")]
    [InlineData("da0003616263")]
    [InlineData("db00000003616263")]
    [InlineData("c403616263")]
    [InlineData("c50003616263")]
    [InlineData("c600000003616263")]
    public void Texts_of_every_form(string hex) =>
        Assert.Equal("abc"u8, new MessagePackReader(Convert.FromHexString(hex)).ReadTextBytes());

    [Theory]
    [InlineData("920102", 2)]
    [InlineData("dc00020102", 2)]
    [InlineData("dd000000020102", 2)]
    [InlineData("90", 0)]
    [InlineData("c0", 0)]
    public void Arrays_of_every_form(string hex, int expected) =>
        Assert.Equal(expected, new MessagePackReader(Convert.FromHexString(hex)).ReadArrayHeader());

    [Theory]
    [InlineData("810102", 1)]
    [InlineData("de00010102", 1)]
    [InlineData("df000000010102", 1)]
    [InlineData("80", 0)]
    [InlineData("c0", 0)]
    public void Maps_of_every_form(string hex, int expected) =>
        Assert.Equal(expected, new MessagePackReader(Convert.FromHexString(hex)).ReadMapHeader());

    [Theory]
    [InlineData("ddffffffff00")]
    [InlineData("dfffffffff0000")]
    [InlineData("df000000010000", true)]
    [InlineData("dbffffffff61")]
    [InlineData("c6ffffffff61")]
    [InlineData("c9ffffffff0161")]
    [InlineData("9161", true)]
    [InlineData("92")]
    [InlineData("81a1")]
    [InlineData("d9")]
    [InlineData("")]
    [InlineData("c1")]
    public void A_length_is_not_believed_before_the_bytes_are_there(string hex, bool whole = false)
    {
        byte[] bytes = Convert.FromHexString(hex);
        Exception? problem = Record.Exception(() => new MessagePackReader(bytes).Skip());
        Assert.Equal(whole ? null : typeof(MessagePackFormatException), problem?.GetType());
    }

    [Theory]
    [InlineData("c0")]
    [InlineData("c2")]
    [InlineData("cb0000000000000000")]
    [InlineData("d40102")]
    [InlineData("d5010203")]
    [InlineData("d60102030405")]
    [InlineData("d7010203040506070809")]
    [InlineData("d80102030405060708090a0b0c0d0e0f1011")]
    [InlineData("c7020161ff")]
    [InlineData("c800020161ff")]
    [InlineData("c9000000020161ff")]
    [InlineData("82a1619101a16281a163c0")]
    [InlineData("dc0003c2c3c0")]
    [InlineData("de0001a161de0000")]
    public void Skip_takes_exactly_one_value(string hex)
    {
        var reader = new MessagePackReader([.. Convert.FromHexString(hex), 0x2a]);
        reader.Skip();
        Assert.Equal(42, reader.ReadInt64());
    }

    [Fact]
    public void Nesting_has_a_limit_and_no_stack_to_overflow()
    {
        byte[] allowed = [.. Enumerable.Repeat<byte>(0x91, MessagePackReader.MaxDepth - 1), 0xc0];
        new MessagePackReader(allowed).Skip();

        byte[] hostile = [.. Enumerable.Repeat<byte>(0x91, 1_000_000), 0xc0];
        var problem = Assert.Throws<MessagePackFormatException>(() => new MessagePackReader(hostile).Skip());
        Assert.Contains("deeper than 64", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a161")]
    [InlineData("cb0000000000000000")]
    [InlineData("90")]
    [InlineData("c1")]
    public void Another_type_than_asked_for_is_refused_with_its_place(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        var problem = Assert.Throws<MessagePackFormatException>(() => new MessagePackReader(bytes).ReadInt64());
        Assert.Contains($"0x{hex[..2]} at byte 0", problem.Message, StringComparison.Ordinal);
    }
}
