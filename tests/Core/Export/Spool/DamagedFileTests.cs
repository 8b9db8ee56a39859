using Waybill.Core.Export.Spool;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Spool;

public sealed class DamagedFileTests : IDisposable
{
    private readonly SpoolFixture folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_that_breaks_off_anywhere_is_set_aside_and_counted()
    {
        var (spool, ledger) = folder.Open();
        Assert.Null(folder.Store(spool, ledger, [1, 2, 3], 4, 5));
        var whole = File.ReadAllBytes(folder.Files[0]);
        Assert.Equal(SpoolFile.HeadLength + 6 + 16, whole.Length);
        for (var length = 0; length < whole.Length; length++)
        {
            DamagedIsSetAside(whole[..length]);
        }

        DamagedIsSetAside([.. whole, 0]);
    }

    [Fact]
    public void A_damaged_file_is_closed_when_it_is_set_aside()
    {
        var (spool, ledger) = folder.Open();
        folder.Store(spool, ledger, [1, 2, 3], 4);
        File.WriteAllBytes(folder.Files[0], new byte[100]);
        Assert.Null(spool.TryClaim());

        // Refused while anybody has the file open.
        using FileStream alone = new(Assert.Single(folder.With(SpoolName.CorruptEnding)), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(100, alone.Length);
    }

    [Fact]
    public void A_bit_that_turned_anywhere_but_in_the_empty_part_of_the_head_is_found()
    {
        var (spool, ledger) = folder.Open();
        Assert.Null(folder.Store(spool, ledger, [1, 2, 3], 4, 5));
        var whole = File.ReadAllBytes(folder.Files[0]);
        for (var bit = 0; bit < whole.Length * 8; bit++)
        {
            if (bit / 8 is < 20 or >= SpoolFile.HeadLength)
            {
                var damaged = (byte[])whole.Clone();
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                DamagedIsSetAside(damaged);
            }
        }
    }

    [Fact]
    public void Chunks_that_contradict_the_body_or_the_name_are_found_although_the_checksum_is_right()
    {
        DamagedIsSetAside(Handmade([1, 2, 3], (2, 4), (1, 5)));
        DamagedIsSetAside(Handmade([1, 2, 3], (2, 9)));
        DamagedIsSetAside(Handmade([1, 2, 3], (3, -9)));
        DamagedIsSetAside(Handmade([1, 2, 3], (2, 4), (3, 6)));
        DamagedIsSetAside(Handmade([1, 2, 3]));
        DamagedIsSetAside([]);
    }

    [Theory]
    [InlineData(0, 1 << 28)]
    [InlineData(8, 1 << 28)]
    [InlineData(0, 1 << 27)]
    public void A_hollow_file_with_more_chunks_than_can_be_is_set_aside(int body, int count)
    {
        var path = NewFile();
        using (var stream = File.Create(path))
        {
            stream.Write([.. "WAYBILL1"u8, .. BitConverter.GetBytes(body), .. BitConverter.GetBytes(count), 0, 0, 0, 0, 0, 0, 0, 0]);
            stream.SetLength(SpoolFile.HeadLength + body + (8L * count));
        }

        IsSetAside();
        Assert.False(File.Exists(path));
        Assert.Single(folder.With(SpoolName.CorruptEnding));
    }

    [Fact]
    public void What_is_set_aside_is_deleted_when_it_is_old_or_room_is_needed()
    {
        var (spool, ledger) = folder.Open();
        folder.Settings.MaxSpoolBytes = 100_000;
        DamagedIsSetAside(new byte[60_000]);
        Assert.Null(folder.Store(spool, ledger, new byte[60_000], 1));
        Assert.Empty(folder.With(SpoolName.CorruptEnding));

        DamagedIsSetAside([1]);
        folder.Settings.MaxSpoolAge = TimeSpan.FromTicks(1);
        spool.Adopt();
        Assert.Empty(folder.With(SpoolName.CorruptEnding));
    }

    private static byte[] Handmade(byte[] body, params (int End, int Spans)[] chunks)
    {
        byte[] rest = [.. body, .. chunks.SelectMany(chunk => (byte[])[.. BitConverter.GetBytes(chunk.End), .. BitConverter.GetBytes(chunk.Spans)])];
        Crc32C checksum = new();
        checksum.Add(body);
        checksum.Add(rest.AsSpan(body.Length));
        return [.. "WAYBILL1"u8, .. BitConverter.GetBytes(body.Length), .. BitConverter.GetBytes(chunks.Length), .. BitConverter.GetBytes(checksum.Value), 0, 0, 0, 0, .. rest];
    }

    /// <summary>As the file of nine spans of a process that is gone.</summary>
    private void DamagedIsSetAside(byte[] content)
    {
        File.WriteAllBytes(NewFile(), content);
        IsSetAside();
        var aside = folder.With(SpoolName.CorruptEnding);
        Assert.Contains(aside, path => File.ReadAllBytes(path).SequenceEqual(content));
    }

    private string NewFile()
    {
        Directory.CreateDirectory(folder.Folder);
        return Path.Combine(folder.Folder, new SpoolName(DateTime.UtcNow.Ticks, 1, "1xdead", 0, 9).ToString());
    }

    private void IsSetAside()
    {
        var (spool, ledger) = folder.Open();
        spool.Adopt();
        Assert.Equal(9, ledger.Snapshot().Recovered);
        Assert.Null(spool.TryClaim());
        Assert.Equal(9, ledger.Snapshot().Dropped[DropReason.SpoolCorrupt]);
        Law.Holds(ledger.Snapshot());
        Assert.Null(spool.TryClaim());
        spool.Dispose();
    }
}
