namespace Waybill.Core.Tests.Tracing;

public class TracerSettingsTests
{
    [Theory]
    [InlineData("a", "DD_SERVICE", "a", "DD_SERVICE_NAME", "b", "DD_TAGS", "service:c")]
    [InlineData("b", "DD_SERVICE", "  ", "DD_SERVICE_NAME", " b ", "DD_TAGS", "service:c")]
    [InlineData("c", "DD_TAGS", "service:c")]
    [InlineData("d", "OTEL_SERVICE_NAME", "d", "DD_TAGS", "service:c", "OTEL_RESOURCE_ATTRIBUTES", "service.name=e")]
    [InlineData("a", "DD_SERVICE", "a", "OTEL_SERVICE_NAME", "d")]
    [InlineData("e", "OTEL_RESOURCE_ATTRIBUTES", "service.name=e")]
    public void Service_is_named_by_the_first_that_is_set(string expected, params string[] environment) =>
        Assert.Equal(expected, Settings(environment).ServiceName);

    [Fact]
    public void Service_is_the_program_when_none_is_named() => Assert.Equal("Waybill.Core.Tests", Settings().ServiceName);

    [Theory]
    [InlineData(null, null)]
    [InlineData("prod", "1.2", "DD_ENV", " prod ", "DD_VERSION", "1.2", "DD_TAGS", "env:dev,version:0")]
    [InlineData("dev", "0", "DD_TAGS", "env:dev,version:0")]
    [InlineData("dev", null, "DD_ENV", "", "DD_TRACE_GLOBAL_TAGS", "env:dev")]
    [InlineData("dev", "7", "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=dev,service.version=7")]
    [InlineData("new", null, "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=dev,deployment.environment.name=new")]
    [InlineData("prod", "1", "DD_ENV", "prod", "DD_VERSION", "1", "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=dev,service.version=7")]
    [InlineData(null, null, "DD_TAGS", "a:b", "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=dev")]
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
    public void Tags_are_OpenTelemetrys_where_Datadogs_are_absent() => Assert.Equal(
        new Dictionary<string, string> { ["team"] = "core", ["a"] = "b c" },
        Settings("OTEL_RESOURCE_ATTRIBUTES", "team=core,service.name=x,service.version=1,deployment.environment=dev,a=b%20c").GlobalTags);

    [Fact]
    public void Hostname_is_told_only_on_demand()
    {
        Assert.Null(Settings("DD_HOSTNAME", "a").Hostname);
        Assert.Equal("a", Settings("DD_HOSTNAME", "a", "DD_TRACE_REPORT_HOSTNAME", "true").Hostname);
        Assert.Equal(Environment.MachineName, Settings("DD_TRACE_REPORT_HOSTNAME", "1").Hostname);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(7, "DD_TRACE_PARTIAL_FLUSH_MIN_SPANS", "7")]
    [InlineData(500, "DD_TRACE_PARTIAL_FLUSH_MIN_SPANS", "0")]
    [InlineData(65_536, "DD_TRACE_PARTIAL_FLUSH_ENABLED", "false", "DD_TRACE_PARTIAL_FLUSH_MIN_SPANS", "7")]
    [InlineData(65_536, "DD_TRACE_PARTIAL_FLUSH_MIN_SPANS", "1000000")]
    public void Open_traces_are_sent_in_part_from_a_number_of_spans_on(int expected, params string[] environment)
    {
        var settings = Settings(environment);
        Assert.Equal(expected, settings.PartialFlushSpans);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.PartialFlushMinSpans = 0);
    }

    [Fact]
    public void Sources_are_excluded_by_a_variable_too()
    {
        Assert.Equal(["RabbitMQ.Client.*", "Experimental.*"], Settings().ExcludedSources);
        Assert.Equal(["RabbitMQ.Client.*", "Experimental.*", "A.*", "B"], Settings("DD_TRACE_DISABLED_ACTIVITY_SOURCES", "A.*, ,B").ExcludedSources);
    }

    [Fact]
    public void Tracing_is_on_by_default()
    {
        Assert.True(Settings().TraceEnabled);
        Assert.False(Settings("DD_TRACE_ENABLED", "false").TraceEnabled);
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
        return new TracerSettings(variables.GetValueOrDefault) { Log = _ => { } };
    }
}
