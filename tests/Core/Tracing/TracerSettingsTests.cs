namespace Waybill.Core.Tests.Tracing;

public class TracerSettingsTests
{
    [Theory]
    [InlineData("a", "DD_SERVICE", "a", "DD_SERVICE_NAME", "b", "DD_TAGS", "service:c")]
    [InlineData("b", "DD_SERVICE", "  ", "DD_SERVICE_NAME", " b ", "DD_TAGS", "service:c")]
    [InlineData("c", "DD_TAGS", "service:c")]
    public void Service_is_named_by_the_first_that_is_set(string expected, params string[] environment) =>
        Assert.Equal(expected, Settings(environment).ServiceName);

    [Fact]
    public void Service_is_the_program_when_none_is_named() => Assert.Equal("Waybill.Core.Tests", Settings().ServiceName);

    [Theory]
    [InlineData(null, null)]
    [InlineData("prod", "1.2", "DD_ENV", " prod ", "DD_VERSION", "1.2", "DD_TAGS", "env:dev,version:0")]
    [InlineData("dev", "0", "DD_TAGS", "env:dev,version:0")]
    [InlineData("dev", null, "DD_ENV", "", "DD_TRACE_GLOBAL_TAGS", "env:dev")]
    public void Environment_and_version_come_from_their_variables_or_from_the_tags(string? env, string? version, params string[] environment)
    {
        var settings = Settings(environment);
        Assert.Equal((env, version), (settings.Environment, settings.ServiceVersion));
    }

    [Fact]
    public void Tags_are_without_what_has_a_setting_of_its_own()
    {
        var settings = Settings("DD_TAGS", "team:core, service:a,env:b,version:c ,url:http://x", "DD_TRACE_GLOBAL_TAGS", "old:alias");
        Assert.Equal(new Dictionary<string, string> { ["team"] = "core", ["url"] = "http://x" }, settings.GlobalTags);
        Assert.Empty(Settings().GlobalTags);
    }

    [Fact]
    public void Agent_is_on_this_machine_by_default() => Assert.Equal(new Uri("http://127.0.0.1:8126"), Settings().AgentUri);

    [Fact]
    public void A_warning_is_one_line_on_standard_error()
    {
        var before = Console.Error;
        using StringWriter error = new();
        Console.SetError(error);
        try
        {
            Settings("DD_TRACE_AGENT_PORT", "eighty");
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Equal($"waybill: DD_TRACE_AGENT_PORT is 'eighty', which is no port from 1 to 65535; 8126 is used.{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public void The_process_environment_is_the_default_source()
    {
        Environment.SetEnvironmentVariable("DD_SERVICE", "from-the-process");
        try
        {
            Assert.Equal("from-the-process", new TracerSettings().ServiceName);
            Assert.Equal("from-the-process", TracerSettings.FromDefaultSources().ServiceName);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DD_SERVICE", null);
        }
    }

    private static TracerSettings Settings(params string[] environment)
    {
        var variables = environment.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        return new TracerSettings(variables.GetValueOrDefault);
    }
}
