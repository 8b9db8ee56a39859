using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Waybill.Packages.Tests;

/// <summary>What a portable PDB tells of its sources.</summary>
internal sealed record SourceLink(string Json, bool BelongsToAssembly)
{
    // Portable PDB specification, "Source Link (C# and VB compilers)".
    private static readonly Guid Kind = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    public static SourceLink Read(byte[] assembly, byte[] symbols)
    {
        using PEReader image = new([.. assembly]);
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        var reader = provider.GetMetadataReader();
        var entry = image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);
        var links = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == Kind)
            .Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value)));
        return new SourceLink(
            string.Concat(links),
            image.ReadCodeViewDebugDirectoryData(entry).Guid == new Guid(reader.DebugMetadataHeader!.Id.AsSpan()[..16]));
    }
}
