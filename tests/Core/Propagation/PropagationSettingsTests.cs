using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class PropagationSettingsTests
{
    [Fact]
    public void Defaults()
    {
        var (settings, warnings) = Settings.Read();
        Assert.Equal([PropagationStyle.Datadog, PropagationStyle.TraceContext, PropagationStyle.Baggage], settings.Inject);
        Assert.Equal(settings.Inject, settings.Extract);
        Assert.Equal((false, ExtractBehavior.Continue), (settings.ExtractFirst, settings.Behavior));
        Assert.Equal((512, 64, 8192), (settings.MaxTagsLength, settings.BaggageMaxItems, settings.BaggageMaxBytes));
        Assert.Empty(settings.CustomFormats);
        Assert.Empty(warnings);
    }

    [Fact]
    public void The_environment_sets_all()
    {
        var (settings, warnings) = Settings.Read(
            "DD_TRACE_PROPAGATION_STYLE_INJECT", "b3", "DD_TRACE_PROPAGATION_STYLE_EXTRACT", "xray", "DD_TRACE_PROPAGATION_EXTRACT_FIRST", "1",
            "DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT", "RESTART", "DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH", "100",
            "DD_TRACE_BAGGAGE_MAX_ITEMS", "2", "DD_TRACE_BAGGAGE_MAX_BYTES", "30");
        Assert.Equal([PropagationStyle.B3Multi], settings.Inject);
        Assert.Equal([PropagationStyle.XRay], settings.Extract);
        Assert.Equal((true, ExtractBehavior.Restart), (settings.ExtractFirst, settings.Behavior));
        Assert.Equal((100, 2, 30), (settings.MaxTagsLength, settings.BaggageMaxItems, settings.BaggageMaxBytes));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH", "513")]
    [InlineData("DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH", "-1")]
    [InlineData("DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH", "long")]
    [InlineData("DD_TRACE_BAGGAGE_MAX_ITEMS", "-1")]
    [InlineData("DD_TRACE_BAGGAGE_MAX_BYTES", "16385")]
    [InlineData("DD_TRACE_BAGGAGE_MAX_BYTES", "-1")]
    [InlineData("DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT", "drop")]
    [InlineData("DD_TRACE_PROPAGATION_EXTRACT_FIRST", "maybe")]
    public void What_cannot_be_used_is_told_and_the_default_holds(string name, string value)
    {
        var (settings, warnings) = Settings.Read(name, value);
        Assert.Equal((512, 64, 8192), (settings.MaxTagsLength, settings.BaggageMaxItems, settings.BaggageMaxBytes));
        Assert.Equal((false, ExtractBehavior.Continue), (settings.ExtractFirst, settings.Behavior));
        Assert.StartsWith($"{name} is ", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("512", 512)]
    public void The_limits_of_tags(string value, int expected) =>
        Assert.Equal(expected, Settings.Read("DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH", value).Settings.MaxTagsLength);

    [Fact]
    public void Code_goes_before_the_environment()
    {
        TracerSettings settings = new(name => name switch
        {
            "DD_TRACE_PROPAGATION_STYLE" => "xray",
            "DD_TRACE_BAGGAGE_MAX_ITEMS" => "2",
            "DD_TRACE_128_BIT_TRACEID_GENERATION_ENABLED" => "false",
            _ => null,
        });
        Assert.Equal([PropagationStyle.XRay], settings.Propagation.Extract);
        Assert.False(settings.Is128BitTraceIdGenerationEnabled);
        settings.Propagation.Extract = [PropagationStyle.B3Single];
        settings.Propagation.BaggageMaxItems = 3;
        settings.Is128BitTraceIdGenerationEnabled = true;
        Assert.Equal([PropagationStyle.B3Single], settings.Propagation.Extract);
        Assert.Equal((3, true), (settings.Propagation.BaggageMaxItems, settings.Is128BitTraceIdGenerationEnabled));
        Assert.Equal([PropagationStyle.XRay], settings.Propagation.Inject);
    }

    [Fact]
    public void Trace_ids_have_128_bits_by_default() => Assert.True(Samples.Settings.Is128BitTraceIdGenerationEnabled);

    [Fact]
    public void Code_is_held_to_the_same_limits()
    {
        var settings = Settings.Of();
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MaxTagsLength = 513);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MaxTagsLength = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.BaggageMaxItems = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.BaggageMaxBytes = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.BaggageMaxBytes = 16_385);
        (settings.MaxTagsLength, settings.BaggageMaxItems, settings.BaggageMaxBytes) = (0, int.MaxValue, 16_384);
        Assert.Equal((0, int.MaxValue, 16_384), (settings.MaxTagsLength, settings.BaggageMaxItems, settings.BaggageMaxBytes));
    }
}
