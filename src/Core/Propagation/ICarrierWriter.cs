namespace Waybill.Core;

/// <summary>Where a format puts its headers: one broker's message headers, properties or attribute, or a dictionary.</summary>
/// <remarks>Carriers are structs, so that each format is compiled for each carrier and no string or delegate lies between.</remarks>
public interface ICarrierWriter
{
    /// <summary>Writes a header, in place of every header of that name that the carrier holds.</summary>
    /// <param name="name">The header's name, in lower case.</param>
    /// <param name="value">The value, in UTF-8 and nearly always ASCII. Valid during the call only.</param>
    void Write(string name, ReadOnlySpan<byte> value);

    /// <summary>True when <see cref="WriteShared"/> is to be called for values that lie ready as arrays; false by default.</summary>
    static virtual bool KeepsArrays => false;

    /// <summary>The same, with an array that the carrier may keep as it is: implement it where <see cref="KeepsArrays"/> is true.</summary>
    /// <param name="name">The header's name, in lower case.</param>
    /// <param name="value">The value. Other carriers may hold the same array, so nobody may change it.</param>
    void WriteShared(string name, byte[] value) => Write(name, value);
}
