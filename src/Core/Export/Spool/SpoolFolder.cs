namespace Waybill.Core.Export.Spool;

/// <summary>What is in a spool's folder. Files of other names are nobody's business.</summary>
internal static class SpoolFolder
{
    /// <summary>Bytes of payloads and of those that were set aside.</summary>
    internal static long Bytes(string folder)
    {
        long bytes = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (file.Name.EndsWith(SpoolName.Ending, StringComparison.Ordinal) || file.Name.EndsWith(SpoolName.CorruptEnding, StringComparison.Ordinal)
                || file.Name.EndsWith(SpoolName.TemporaryEnding, StringComparison.Ordinal))
            {
                bytes += LengthOf(file);
            }
        }

        return bytes;
    }

    /// <summary>The owners that left files behind. Their half-written ones are deleted.</summary>
    internal static List<string> OwnersGone(string folder, string? except)
    {
        List<string> gone = [];
        HashSet<string> owners = [.. SpoolOwner.In(folder)];
        foreach (var path in Directory.EnumerateFiles(folder, "*" + SpoolName.Ending + "*"))
        {
            if (SpoolName.TryParse(WithoutTemporaryEnding(path), out var name))
            {
                owners.Add(name.Owner);
            }
        }

        foreach (var owner in owners)
        {
            if (owner != except && SpoolOwner.IsGone(folder, owner))
            {
                gone.Add(owner);
            }
        }

        return gone;
    }

    /// <summary>The payloads of one owner, which is gone.</summary>
    internal static List<SpoolName> FilesOf(string folder, string owner)
    {
        List<SpoolName> names = [];
        foreach (var path in Directory.EnumerateFiles(folder, $"*-{owner}-*"))
        {
            if (!SpoolName.TryParse(WithoutTemporaryEnding(path), out var name) || name.Owner != owner)
            {
                continue;
            }

            if (path.EndsWith(SpoolName.TemporaryEnding, StringComparison.Ordinal))
            {
                SpoolFile.TryDelete(path); // its spans went with their process
            }
            else
            {
                names.Add(name);
            }
        }

        return names;
    }

    internal static void DeleteCorrupt(string folder, DateTime writtenBefore)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*" + SpoolName.CorruptEnding))
        {
            if (File.GetLastWriteTimeUtc(path) < writtenBefore)
            {
                SpoolFile.TryDelete(path);
            }
        }
    }

    private static ReadOnlySpan<char> WithoutTemporaryEnding(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        return name.EndsWith(SpoolName.TemporaryEnding, StringComparison.Ordinal) ? name[..^SpoolName.TemporaryEnding.Length] : name;
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0; // gone since
        }
    }
}
