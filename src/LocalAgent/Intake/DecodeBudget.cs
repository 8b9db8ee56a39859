namespace Waybill.LocalAgent.Intake;

/// <summary>
/// Counts about how much memory a payload takes while it is decoded: two bytes on the wire can become seventy in memory. One span
/// at a time is there as objects; of those before it only what is kept counts.
/// </summary>
internal sealed class DecodeBudget(long maxBytes)
{
    /// <summary>What a span costs without its texts and tags.</summary>
    public const int SpanBytes = 500;

    /// <summary>What an entry of a tag map, a link or an event costs without its texts.</summary>
    public const int EntryBytes = 48;

    private const int StringBytes = 24;
    private long kept;

    /// <summary>What is charged now, in bytes.</summary>
    public long Used { get; private set; }

    /// <summary>Charges a text of so many characters.</summary>
    public void ChargeText(int length) => Charge(StringBytes + 2L * length);

    /// <summary>Charges so many bytes, before they are allocated.</summary>
    /// <exception cref="PayloadTooLargeException">The payload takes more than it may.</exception>
    public void Charge(long bytes)
    {
        Used += bytes;
        if (Used > maxBytes)
        {
            throw new PayloadTooLargeException($"the decoded payload takes more than {maxBytes} bytes of memory; send smaller ones");
        }
    }

    /// <summary>The objects of a span are gone, and so many bytes of it are kept.</summary>
    public void Keep(long bytes)
    {
        kept += bytes;
        Used = kept;
        Charge(0);
    }
}
