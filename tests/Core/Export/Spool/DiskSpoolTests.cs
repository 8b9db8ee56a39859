using Waybill.Core.Export;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Export.Spool;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Spool;

public sealed class DiskSpoolTests : IDisposable
{
    private readonly SpoolFixture folder = new();
    private readonly DiskSpool spool;
    private readonly SpanLedger ledger;

    public DiskSpoolTests() => (spool, ledger) = folder.Open();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_stored_comes_back_oldest_first()
    {
        Store([1], 2, 3);
        Store([2], 4);
        Assert.Equal(9, ledger.Snapshot().Spooled);

        var first = spool.TryClaim()!;
        Assert.Equal("DD000000020101", Convert.ToHexString(Samples.Body(first)));
        Assert.Equal((5, 2, true), (first.Spans, first.Chunks.Count, first.IsSpooled));
        Accept(first);
        var second = spool.TryClaim()!;
        Assert.Equal("DD0000000102", Convert.ToHexString(Samples.Body(second)));
        Accept(second);
        Assert.Null(spool.TryClaim());
        Assert.Empty(folder.Files);
        Law.Holds(ledger.Snapshot());
        Assert.Equal((9, 0), (ledger.Snapshot().Accepted, ledger.Snapshot().Spooled));
    }

    [Fact]
    public void A_fault_that_nobody_foresaw_is_told_and_the_next_payload_is_stored()
    {
        Assert.Equal(DropReason.SpoolFailed, spool.TryStore(null!));
        Assert.Single(folder.Log);
        Store([1], 2);
        Assert.Equal(2, ledger.Snapshot().Spooled);
    }

    [Fact]
    public void Nothing_is_written_before_there_is_something_to_write()
    {
        spool.Adopt();
        Assert.Null(spool.TryClaim());
        Assert.False(Directory.Exists(folder.Folder));
        Assert.Equal(0, spool.Bytes);
    }

    [Fact]
    public void Only_the_user_may_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Store([1], 1);
#pragma warning disable CA1416
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Assert.Single(folder.Files)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Folder));
#pragma warning restore CA1416
    }

    [Fact]
    public void What_was_sent_in_part_is_not_sent_again_after_a_restart()
    {
        Store([7], 1, 10, 100);
        var payload = spool.TryClaim()!;
        payload.Answered = 1;
        ledger.Accept(1, fromSpool: true);
        spool.Release(payload);
        spool.Dispose();

        var (next, nextLedger) = folder.Open();
        next.Adopt();
        Assert.Equal((110, 110), (nextLedger.Snapshot().Recovered, nextLedger.Snapshot().Spooled));
        var rest = next.TryClaim()!;
        Assert.Equal((1, 110), (rest.Answered, rest.Spans));
        next.Release(rest);
    }

    [Fact]
    public void A_payload_that_was_sent_in_part_is_stored_with_what_is_left_of_it()
    {
        var payload = Samples.Payload(folder.Pool, [1], 5, 7);
        payload.Answered = 1;
        ledger.Buffer(7);
        Assert.Null(spool.TryStore(payload));
        Assert.Equal(7, ledger.Snapshot().Spooled);
        Assert.EndsWith("-1-7.spans", Assert.Single(folder.Files), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_a_process_that_lives_are_left_alone_and_those_of_one_that_is_gone_are_taken_over()
    {
        Store([1], 3);
        var (other, otherLedger) = folder.Open();
        other.Adopt();
        Assert.Null(other.TryClaim());
        Assert.Equal(0, otherLedger.Snapshot().Recovered);

        spool.Dispose();
        other.Adopt();
        Law.Holds(otherLedger.Snapshot());
        Assert.Equal(3, otherLedger.Snapshot().Recovered);
        Assert.Equal(3, other.TryClaim()!.Spans);
    }

    [Fact]
    public void Of_many_that_take_over_at_once_each_file_goes_to_one()
    {
        for (var count = 0; count < 100; count++)
        {
            Store([1], 1);
        }

        spool.Dispose();
        var heirs = Enumerable.Range(0, 4).Select(_ => folder.Open()).ToList();
        Parallel.ForEach(heirs, heir => heir.Spool.Adopt());
        Assert.Equal(100, heirs.Sum(heir => heir.Ledger.Snapshot().Recovered));
        Assert.Equal(100, folder.Files.Length);
        foreach (var (heir, heirLedger) in heirs)
        {
            for (var left = heirLedger.Snapshot().Recovered; left > 0; left--)
            {
                heir.Remove(heir.TryClaim()!);
            }

            Assert.Null(heir.TryClaim());
        }

        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Half_written_files_of_one_that_is_gone_are_deleted_and_those_of_one_that_lives_are_not()
    {
        Store([1], 1);
        var half = folder.Files[0] + SpoolName.TemporaryEnding;
        File.WriteAllText(half, "half");
        var foreign = Path.Combine(folder.Folder, "notes.tmp");
        File.WriteAllText(foreign, "not ours");
        var (other, _) = folder.Open();
        other.Adopt();
        Assert.True(File.Exists(half));
        spool.Dispose();
        other.Adopt();
        Assert.False(File.Exists(half));
        Assert.True(File.Exists(foreign));
    }

    [Fact]
    public void At_the_cap_the_oldest_make_room_and_are_counted()
    {
        folder.Settings.MaxSpoolBytes = 200_000;
        for (var count = 1; count <= 4; count++)
        {
            Store(new byte[80_000], count);
        }

        Assert.Equal(2, folder.Files.Length);
        Assert.InRange(spool.Bytes, 160_000, 200_000);
        Assert.Equal(new Dictionary<DropReason, long> { [DropReason.SpoolFull] = 3 }, ledger.Snapshot().Dropped);
        Assert.Equal(7, ledger.Snapshot().Spooled);
        Assert.Equal(3, spool.TryClaim()!.Spans);
        Law.Holds(ledger.Snapshot());
    }

    [Fact]
    public void Files_of_others_and_the_one_that_is_being_sent_make_no_room()
    {
        folder.Settings.MaxSpoolBytes = 200_000;
        Store(new byte[80_000], 1);
        var (other, otherLedger) = folder.Open();
        Assert.Null(folder.Store(other, otherLedger, new byte[80_000], 1));
        Assert.NotNull(other.TryClaim());
        Assert.Equal(DropReason.SpoolFull, folder.Store(other, otherLedger, new byte[80_000], 1));
        Assert.Equal(2, folder.Files.Length);
        Assert.Equal(1, otherLedger.Snapshot().Buffered);
    }

    [Fact]
    public void One_that_is_larger_than_the_cap_is_refused()
    {
        folder.Settings.MaxSpoolBytes = 100_000;
        Store([1], 1);
        var payload = Samples.Payload(folder.Pool, new byte[100_000], 1);
        ledger.Buffer(1);
        Assert.Equal(DropReason.SpoolFull, spool.TryStore(payload));
        Assert.Single(folder.Files);
    }

    [Fact]
    public void What_is_too_old_is_dropped_and_counted()
    {
        Store([1], 5);
        folder.Settings.MaxSpoolAge = TimeSpan.FromTicks(1);
        Assert.Null(spool.TryClaim());
        Assert.Empty(folder.Files);
        Assert.Equal(5, ledger.Snapshot().Dropped[DropReason.SpoolExpired]);
        Law.Holds(ledger.Snapshot());
    }

    [Fact]
    public void A_file_that_is_gone_is_counted()
    {
        Store([1], 5);
        Store([2], 6);
        File.Delete(folder.Files[0]);
        Assert.Equal(6, spool.TryClaim()!.Spans);
        Assert.Equal(5, ledger.Snapshot().Dropped[DropReason.SpoolFailed]);
        Law.Holds(ledger.Snapshot());
    }

    [Fact]
    public void A_folder_that_is_out_of_reach_is_told_once_and_its_files_wait()
    {
        Store([1], 5);
        Directory.Move(folder.Folder, folder.Folder + ".away");
        File.WriteAllText(folder.Folder, "in its place");
        Assert.Null(spool.TryClaim());
        Assert.Equal(DropReason.SpoolFailed, folder.Store(spool, ledger, [2], 6));
        Assert.Equal(DropReason.SpoolFailed, folder.Store(spool, ledger, [2], 7));
        spool.Adopt();
        Assert.Single(folder.Log);
        Assert.Equal((13, 5), (ledger.Snapshot().Buffered, ledger.Snapshot().Spooled));

        File.Delete(folder.Folder);
        Directory.Move(folder.Folder + ".away", folder.Folder);
        Assert.Equal(5, spool.TryClaim()!.Spans);
        Law.Holds(ledger.Snapshot());
    }

    private void Store(byte[] chunk, params int[] spans) => Assert.Null(folder.Store(spool, ledger, chunk, spans));

    private void Accept(SpooledPayload payload)
    {
        ledger.Accept(payload.Spans, fromSpool: true);
        payload.Answered = payload.Chunks.Count;
        spool.Remove(payload);
    }
}
