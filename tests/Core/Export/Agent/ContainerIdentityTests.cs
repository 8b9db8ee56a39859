using System.Globalization;
using Waybill.Core.Export.Agent;

namespace Waybill.Core.Tests.Export.Agent;

public sealed class ContainerIdentityTests : IDisposable
{
    private const string Docker = "3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f869860";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("waybill");

    [Theory]
    [InlineData("13:name=systemd:/docker/" + Docker, Docker)]
    [InlineData("1:name=systemd:/system.slice/docker-" + Docker + ".scope", Docker)]
    [InlineData("11:perf_event:/kubepods/besteffort/pod3d274242-8ee0-11e9-a8a6-1e68d864ef1a/" + Docker, Docker)]
    [InlineData("1:name=systemd:/ecs/34dc0b5e626f2c5c4c5170e34b10e765-1234567890", "34dc0b5e626f2c5c4c5170e34b10e765-1234567890")]
    [InlineData("1:name=systemd:/garden/6f265890-5165-7fab-6b52-18d1ac1a2b3c", "6f265890-5165-7fab-6b52-18d1ac1a2b3c")]
    [InlineData("1:name=systemd:/garden/6f265890-5165-7fab-6b52-18d1", "6f265890-5165-7fab-6b52-18d1")]
    [InlineData("other\n\n5:x\n3:cpu:/user\n2:memory:/docker/" + Docker, Docker)]
    [InlineData("0::/user.slice/user-0.slice/session-14.scope", null)]
    [InlineData("13:name=systemd:/docker/3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f86986", null)]
    [InlineData("", null)]
    [InlineData("garbage", null)]
    public void The_id_ends_a_line(string text, string? expected)
    {
        Write(text, "cgroup:[4026531835]");
        Assert.Equal(new ContainerIdentity(expected, expected is null ? null : "ci-" + expected), Read(_ => 7));
    }

    [Theory]
    [InlineData("0::/", "cgroup:[1]", "in-7")]
    [InlineData("0::/a/b", "cgroup:[1]", "in-9")]
    [InlineData("4:cpu:/x\n3:memory:/a", "cgroup:[1]", "in-11")]
    [InlineData("0::/not-there", "cgroup:[1]", null)]
    [InlineData("0::/a/b", "cgroup:[4026531835]", null)]
    [InlineData("4:cpu:/x", "cgroup:[1]", null)]
    public void In_a_namespace_of_its_own_the_inode_stands_for_the_container(string text, string ns, string? expected)
    {
        Write(text, ns);
        Dictionary<string, ulong?> inodes = new() { ["/groups"] = 7, ["/groups/a/b"] = 9, ["/groups/memory/a"] = 11 };
        Assert.Equal(new ContainerIdentity(null, expected), Read(path => inodes.GetValueOrDefault(path.TrimEnd('/').Replace("//", "/", StringComparison.Ordinal))));
    }

    [Fact]
    public void Nothing_to_read_is_no_container() => Assert.Equal(new ContainerIdentity(null, null), Read(_ => 7));

    [Fact]
    public void A_long_file_is_read_in_part()
    {
        Write(string.Join('\n', Enumerable.Repeat("1:a:/b", 5000)) + "\n1:a:/docker/" + Docker, "cgroup:[4026531835]");
        Assert.Equal(new ContainerIdentity(null, null), Read(_ => 7));
        Write(new string('a', 100_000) + ":/docker/" + Docker, "cgroup:[4026531835]");
        Assert.Equal(new ContainerIdentity(null, null), Read(_ => 7));
    }

    [Fact]
    public void An_inode_is_the_systems()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Inodes are read on Linux only.");
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%i", folder.FullName]) { RedirectStandardOutput = true })!;
        var expected = stat.StandardOutput.ReadToEnd().Trim();
        stat.WaitForExit();
        Assert.Equal(expected, FileInode.Of(folder.FullName)?.ToString(CultureInfo.InvariantCulture));
        Assert.Null(FileInode.Of(Path.Combine(folder.FullName, "not-there")));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Write(string controlGroups, string ns)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Control groups are Linux's.");
        File.WriteAllText(Path.Combine(folder.FullName, "cgroup"), controlGroups);
        Directory.CreateDirectory(Path.Combine(folder.FullName, "ns"));
        File.Delete(Path.Combine(folder.FullName, "ns/cgroup"));
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "ns/cgroup"), ns);
    }

    private ContainerIdentity Read(Func<string, ulong?> inodeOf) => ContainerIdentity.Read(folder.FullName, "/groups", inodeOf);
}
