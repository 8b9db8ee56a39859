namespace Waybill.Packages.Tests;

/// <summary>
/// A project that somebody makes on Monday: outside the repository, with packages from a folder, and with a package folder of its own, so that
/// nothing from earlier can take a package's place.
/// </summary>
internal sealed class Consumer(PackedSources packed)
{
    private readonly string folder = Directory.CreateDirectory(Path.Combine(packed.Folder, $"consumer-{Guid.NewGuid():N}")).FullName;

    /// <summary>Installs what the example names, and builds it as it is written, warnings as errors.</summary>
    public async Task BuildAsync(Example example, Func<string, string>? edit = null)
    {
        var references = string.Concat(
            example.Packages.Select(id => $"""<PackageReference Include="{id}" Version="{Repository.VersionOf(id)}" />"""));
        await File.WriteAllTextAsync(Path.Combine(folder, "Monday.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <!-- The feed may have a substitute of a higher version. -->
                <NoWarn>$(NoWarn);NU1603</NoWarn>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "NuGet.config"), await FeedsAsync());
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), edit is null ? example.Code : edit(example.Code));
        await Command.SucceedAsync(folder, Environment, "dotnet", "build", "-c", "Release", "-v", "quiet", "-nodeReuse:false");
    }

    public Task<Command> RunAsync(IReadOnlyDictionary<string, string> environment) =>
        Command.RunAsync(folder, environment, "dotnet", Path.Combine("bin", "Release", "net10.0", "Monday.dll"));

    private Dictionary<string, string> Environment =>
        new(PackedSources.BuildEnvironment) { ["NUGET_PACKAGES"] = Path.Combine(packed.Folder, "nuget") };

    /// <summary>Ours from the folder and nowhere else; the rest from those that the build of this repository has restored.</summary>
    private async Task<string> FeedsAsync()
    {
        var told = await Command.SucceedAsync(
            Repository.Folder, PackedSources.BuildEnvironment, "dotnet", "nuget", "locals", "global-packages", "--list", "--force-english-output");
        return $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="waybill" value="{packed.Feed}" />
                <add key="restored" value="{told[(told.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="waybill"><package pattern="Waybill.*" /></packageSource>
                <packageSource key="restored"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """;
    }
}
