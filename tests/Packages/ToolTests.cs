namespace Waybill.Packages.Tests;

/// <summary>The local agent installs as a tool from the folder, and answers.</summary>
public class ToolTests(PackedSources packed)
{
    [Fact]
    public async Task The_local_agent_is_a_tool()
    {
        var tools = Path.Combine(packed.Folder, "tools");
        await Command.SucceedAsync(
            packed.Folder, PackedSources.BuildEnvironment,
            "dotnet", "tool", "install", "Waybill.LocalAgent", "--version", Repository.Version, "--tool-path", tools, "--source", packed.Feed);
        var help = await Command.SucceedAsync(packed.Folder, PackedSources.BuildEnvironment, Path.Combine(tools, "waybill-agent"), "--help");
        Assert.Contains("--port", help, StringComparison.Ordinal);
    }
}
