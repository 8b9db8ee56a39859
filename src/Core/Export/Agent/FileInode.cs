using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Waybill.Core.Export.Agent;

/// <summary>The inode of a file or folder on Linux, which .NET does not tell.</summary>
/// <remarks>statx is used because its result has the same layout on every architecture: https://man7.org/linux/man-pages/man2/statx.2.html.</remarks>
internal static class FileInode
{
    private const int WorkingDirectory = -100; // AT_FDCWD
    private const uint InodeWanted = 0x100; // STATX_INO
    private const int ResultLength = 256;
    private const int InodeAt = 32;

    /// <returns>Null when it cannot be told.</returns>
    internal static ulong? Of(string path)
    {
        try
        {
            var result = new byte[ResultLength];
            return Statx(WorkingDirectory, [.. Encoding.UTF8.GetBytes(path), 0], 0, InodeWanted, result) == 0
                ? BitConverter.IsLittleEndian
                    ? BinaryPrimitives.ReadUInt64LittleEndian(result.AsSpan(InodeAt))
                    : BinaryPrimitives.ReadUInt64BigEndian(result.AsSpan(InodeAt))
                : null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return null; // a C library of before 2018
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] result);
}
