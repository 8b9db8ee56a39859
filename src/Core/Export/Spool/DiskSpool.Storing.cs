using Waybill.Core.Export.Payloads;

namespace Waybill.Core.Export.Spool;

// The way in: files are written, and room is made for them.
internal sealed partial class DiskSpool
{
    /// <summary>Writes the spans of a payload that are not answered yet.</summary>
    /// <returns>Null when they are on disk, else why not; the ledger then has them where they were.</returns>
    internal DropReason? TryStore(BufferedPayload payload)
    {
        lock (gate)
        {
            try
            {
                owner ??= Enter();
                var length = SpoolFile.LengthOf(payload);
                if (!TryMakeRoom(length))
                {
                    return DropReason.SpoolFull;
                }

                SpoolName name = new(DateTime.UtcNow.Ticks, ++number % 1_000_000, owner.Id, payload.Answered, payload.Spans);
                SpoolFile.Write(PathOf(name.ToString()), payload);
                files.Add(name.ToString(), name);
                ledger.Spool(name.Spans);
                isFailing = false;
                return null;
            }
#pragma warning disable CA1031 // Whatever the disk does, also what nobody foresaw: the spans stay where they were.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Tell($"spans cannot be written to {folder}: {exception.Message}");
                return DropReason.SpoolFailed;
            }
        }
    }

    private SpoolOwner Enter()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return SpoolOwner.Enter(folder);
    }

    /// <summary>The oldest make room, those that are set aside first. Files of other processes that live are theirs.</summary>
    private bool TryMakeRoom(long length)
    {
        if (length > settings.MaxSpoolBytes)
        {
            return false;
        }

        var bytes = SpoolFolder.Bytes(folder);
        if (bytes + length > settings.MaxSpoolBytes)
        {
            SpoolFolder.DeleteCorrupt(folder, DateTime.MaxValue);
            bytes = SpoolFolder.Bytes(folder);
        }

        while (bytes + length > settings.MaxSpoolBytes)
        {
            if (files.Keys.FirstOrDefault(path => path != claimed) is not { } oldest)
            {
                return false;
            }

            Delete(oldest, DropReason.SpoolFull);
            bytes = SpoolFolder.Bytes(folder);
        }

        return true;
    }
}
