using Waybill.Core.Configuration;

namespace Waybill.Core.Tests.Configuration;

public sealed class StableConfigurationTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("waybill").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Without_files_the_environment_is_the_source()
    {
        Func<string, string?> environment = _ => "e";
        Assert.Same(environment, StableConfiguration.Around(environment, root));
    }

    [Fact]
    public void The_fleets_file_goes_before_the_environment_and_the_local_one_behind_it()
    {
        Write(StableConfiguration.FleetPath, "apm_configuration_default:\n  A: fleet\n");
        Write(StableConfiguration.LocalPath, "apm_configuration_default:\n  A: local\n  B: local\n  C: local\n");
        var read = StableConfiguration.Around(name => name is "A" or "B" ? "env" : null, root);
        Assert.Equal(("fleet", "env", "local", null), (read("A"), read("B"), read("C"), read("D")));
    }

    [Theory]
    [InlineData("apm_configuration_default:\n    A: 'x y'  # why\n# B: no\n\n    C: \"d:e\"\n", "x y", "d:e")]
    [InlineData("other:\n  A: 1\napm_configuration_default:\n  C: 2\nmore:\n  A: 3\n", null, "2")]
    [InlineData("apm_configuration_default:\n  A: true\r\n\tC: 5\n", "true", "5")]
    [InlineData("apm_configuration_default: nothing\n  A: 1\n", null, null)]
    [InlineData("A: 1\n- C: 2\n:\n \n  :\n", null, null)]
    [InlineData("apm_configuration_default:\n  A\n  : 2\n  C: '\n", null, "'")]
    public void Reads_names_and_values_of_its_section(string text, string? a, string? c)
    {
        Write(StableConfiguration.LocalPath, text);
        var read = StableConfiguration.Around(_ => null, root);
        Assert.Equal((a, c), (read("A"), read("C")));
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_read()
    {
        Write(StableConfiguration.LocalPath, "apm_configuration_default:\n  A: 1\n" + new string('\n', 100 * 1024));
        Assert.Null(StableConfiguration.Around(_ => null, root)("A"));
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root + path)!);
        File.WriteAllText(root + path, text);
    }
}
