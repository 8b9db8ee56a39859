using Waybill.Core;
using Waybill.Hosting.Tests.Support;

namespace Waybill.Hosting.Tests;

public class TracerSettingsFactoryTests
{
    [Fact]
    public async Task Code_goes_before_the_section_that_before_the_environment_that_before_the_default()
    {
        using EnvironmentVariables variables = new(
            ("DD_SERVICE", "of-env"), ("DD_ENV", "of-env"), ("DD_VERSION", "of-env"), ("WAYBILL_SHUTDOWN_TIMEOUT_SECONDS", "7"));
        await using TestHost host = new(
            builder =>
            {
                builder.Configuration["Waybill:ServiceName"] = "of-section";
                builder.Configuration["Waybill:Environment"] = "of-section";
            },
            settings => settings.ServiceName = "of-code");
        Assert.Equal(("of-code", "of-section", "of-env"), (host.Settings.ServiceName, host.Settings.Environment, host.Settings.ServiceVersion));
        Assert.Equal(TimeSpan.FromSeconds(7), host.Settings.Export.ShutdownTimeout);
        Assert.Equal(500, host.Settings.PartialFlushMinSpans);
        Assert.Same(host.Settings, host.Tracer.Settings);
    }

    [Fact]
    public async Task The_hosts_names_are_the_last_resort()
    {
        var (settings, _) = await TestHost.ConfiguredAsync();
        Assert.Equal(("the-host", "staging"), (settings.ServiceName, settings.Environment));
        using EnvironmentVariables variables = new(("OTEL_SERVICE_NAME", "otel"), ("DD_TAGS", "env:tagged"));
        (settings, _) = await TestHost.ConfiguredAsync();
        Assert.Equal(("otel", "tagged"), (settings.ServiceName, settings.Environment));
    }

    [Theory]
    [InlineData("ServiceVersion", "2", "2")]
    [InlineData("Hostname", "web-1", "web-1")]
    [InlineData("TraceEnabled", "False", "False")]
    [InlineData("IsPartialFlushEnabled", "false", "False")]
    [InlineData("PartialFlushMinSpans", "7", "7")]
    [InlineData("AgentUri", "http://127.0.0.1:9", "http://127.0.0.1:9/")]
    [InlineData("IsAgentFeaturePollingEnabled", "false", "False")]
    [InlineData("Is128BitTraceIdGenerationEnabled", "0", "False")]
    [InlineData("Sampling:Rate", "0.25", "0.25")]
    [InlineData("Sampling:Rules", "[]", "[]")]
    [InlineData("Sampling:RateLimit", "9", "9")]
    [InlineData("Sampling:SpanRules", "[{}]", "[{}]")]
    [InlineData("Propagation:Inject", "TraceContext,B3Single", "TraceContext,B3Single")]
    [InlineData("Propagation:Extract", "b3multi", "B3Multi")]
    [InlineData("Propagation:ExtractFirst", "true", "True")]
    [InlineData("Propagation:Behavior", "restart", "Restart")]
    [InlineData("Propagation:MaxTagsLength", "100", "100")]
    [InlineData("Propagation:BaggageMaxItems", "3", "3")]
    [InlineData("Propagation:BaggageMaxBytes", "30", "30")]
    [InlineData("Propagation:BaggageTagKeys", "*", "*")]
    [InlineData("Export:MaxPayloadBytes", "100000", "100000")]
    [InlineData("Export:MaxMemoryBytes", "2000000", "2000000")]
    [InlineData("Export:SpoolDirectory", "/nowhere", "/nowhere")]
    [InlineData("Export:MaxSpoolBytes", "100000", "100000")]
    [InlineData("Export:MaxSpoolAge", "01:00:00", "01:00:00")]
    [InlineData("Export:ShutdownTimeout", "2", "00:00:02")]
    [InlineData("IncludedSources", "Shop,Shop.*", "Shop,Shop.*")]
    public async Task The_section_sets(string key, string value, string expected)
    {
        await using TestHost host = new(builder => builder.Configuration[$"Waybill:{key}"] = value);
        Assert.Equal(expected, Text(Property(host.Settings, key)));
        Assert.Empty(host.Log.Messages);
    }

    [Fact]
    public void Every_setting_that_a_configuration_can_hold_is_tested_above()
    {
        var tested = GetType().GetMethod(nameof(The_section_sets))!.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (string)((System.Collections.ObjectModel.ReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!)
            .Concat(["ServiceName", "Environment", "GlobalTags", "ExcludedSources", "Log", "Propagation:CustomFormats"])
            .Order(StringComparer.Ordinal);
        string[] groups = [nameof(TracerSettings.Sampling), nameof(TracerSettings.Propagation), nameof(TracerSettings.Export)];
        var all = typeof(TracerSettings).GetProperties().SelectMany(property => groups.Contains(property.Name)
            ? property.PropertyType.GetProperties().Select(inner => $"{property.Name}:{inner.Name}")
            : [property.Name]);
        Assert.Equal(all.Order(StringComparer.Ordinal), tested);
    }

    [Fact]
    public async Task Lists_tags_and_variables_may_stand_in_the_section()
    {
        var (settings, lines) = await TestHost.ConfiguredAsync(
            ("Waybill:Propagation:Inject:0", "B3Multi"),
            ("Waybill:Propagation:Inject:1", "Baggage"),
            ("Waybill:GlobalTags:team", "shop"),
            ("Waybill:ExcludedSources:0", "Noise"),
            ("Waybill:DD_TRACE_SAMPLE_RATE", "0.5"),
            ("Waybill:sampling:ratelimit", "3"));
        Assert.Equal([PropagationStyle.B3Multi, PropagationStyle.Baggage], settings.Propagation.Inject);
        Assert.Equal("shop", settings.GlobalTags["team"]);
        Assert.Contains("Noise", settings.ExcludedSources);
        Assert.Contains("Experimental.*", settings.ExcludedSources);
        Assert.Equal((0.5, 3), (settings.Sampling.Rate, settings.Sampling.RateLimit));
        Assert.Empty(lines);
    }

    [Fact]
    public async Task What_cannot_be_used_is_told_by_the_hosts_log_and_the_default_holds()
    {
        using EnvironmentVariables variables = new(("DD_TRACE_ENABLED", "perhaps"));
        var (settings, lines) = await TestHost.ConfiguredAsync(
            ("Waybill:Sampling:Rate", "2"), ("Waybill:ServceName", "shop"), ("Waybill:Sampling:Rules:0:service", "web"));
        Assert.Null(settings.Sampling.Rate);
        Assert.True(settings.TraceEnabled);
        Assert.Equal(4, lines.Count);
        Assert.Contains(lines, line => line.StartsWith("Waybill:Sampling:Rate is '2'", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("DD_TRACE_ENABLED is 'perhaps'", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Waybill:ServceName is 'shop', but there is no such setting", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Waybill:Sampling:Rules:0:service is", StringComparison.Ordinal));
    }

    private static object? Property(object settings, string path) =>
        path.Split(':').Aggregate((object?)settings, (value, name) => value!.GetType().GetProperty(name)!.GetValue(value));

    private static string? Text(object? value) => value switch
    {
        string text => text,
        System.Collections.IEnumerable items => string.Join(',', items.Cast<object>()),
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
