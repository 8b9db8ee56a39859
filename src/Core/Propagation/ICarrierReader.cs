namespace Waybill.Core;

/// <summary>Where a format finds its headers. What it returns is hostile: the formats check it, the carrier need not.</summary>
public interface ICarrierReader
{
    /// <summary>False when the carrier holds every value as bytes: then it is given no scratch. True by default.</summary>
    static virtual bool NeedsScratch => true;

    /// <summary>Finds one value of a header.</summary>
    /// <param name="name">The header's name, in lower case.</param>
    /// <param name="index">Which of the header's values, from 0. A carrier with one value per name knows only 0.</param>
    /// <param name="scratch">Room that the carrier may write the value to when it does not hold it as bytes.</param>
    /// <param name="value">The value in UTF-8; valid as long as the scratch and the carrier are.</param>
    /// <returns>False when there is no such value, or it is of a type that cannot be read.</returns>
    bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value);
}
