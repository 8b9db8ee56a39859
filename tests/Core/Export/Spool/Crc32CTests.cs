using Waybill.Core.Export.Spool;

namespace Waybill.Core.Tests.Export.Spool;

public class Crc32CTests
{
    [Fact]
    public void The_check_value_of_the_algorithm()
    {
        Crc32C checksum = new();
        checksum.Add("123456789"u8);
        Assert.Equal(0xE3069283, checksum.Value);
    }

    [Fact]
    public void Thirty_two_zeros_as_in_RFC_3720()
    {
        Crc32C checksum = new();
        checksum.Add(new byte[32]);
        Assert.Equal(0x8A9136AA, checksum.Value);
    }

    [Fact]
    public void Pieces_are_the_whole()
    {
        var bytes = new byte[100];
        new Random(1).NextBytes(bytes);
        Crc32C whole = new(), pieces = new();
        whole.Add(bytes);
        pieces.Add(bytes.AsSpan(0, 8));
        pieces.Add(bytes.AsSpan(8, 1));
        pieces.Add(bytes.AsSpan(9));
        Assert.Equal(whole.Value, pieces.Value);
    }
}
