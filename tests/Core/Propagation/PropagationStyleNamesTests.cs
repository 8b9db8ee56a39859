using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class PropagationStyleNamesTests
{
    private const string Default = "Datadog TraceContext Baggage";
    private const string Both = "DD_TRACE_PROPAGATION_STYLE";
    private const string Otel = "OTEL_PROPAGATORS";

    [Theory]
    [InlineData("datadog", "Datadog")]
    [InlineData("tracecontext", "TraceContext")]
    [InlineData("W3C", "TraceContext")]
    [InlineData("b3multi", "B3Multi")]
    [InlineData("B3", "B3Multi")]
    [InlineData("b3 single header", "B3Single")]
    [InlineData("B3SingleHeader", "B3Single")]
    [InlineData("b3single", "B3Single")]
    [InlineData("baggage", "Baggage")]
    [InlineData("xray", "XRay")]
    [InlineData("none", "")]
    [InlineData("NONE, none", "")]
    [InlineData("none,datadog", "Datadog")]
    [InlineData("DATADOG,TraceContext,B3MULTI,B3 Single Header,BAGGAGE,XRay", "Datadog TraceContext B3Multi B3Single Baggage XRay")]
    [InlineData(" tracecontext ,\tdatadog ", "TraceContext Datadog")]
    [InlineData("datadog,W3C,tracecontext,Datadog", "Datadog TraceContext")]
    [InlineData("", Default)]
    [InlineData(" , ,", Default)]
    public void Datadogs_names(string text, string expected)
    {
        var (inject, extract, warnings) = Read(Both, text);
        Assert.Equal((expected, expected), (inject, extract));
        Assert.Empty(warnings);
        Assert.Equal((expected, Default), Styles("DD_TRACE_PROPAGATION_STYLE_INJECT", text));
        Assert.Equal((Default, expected), Styles("DD_TRACE_PROPAGATION_STYLE_EXTRACT", text));
        Assert.Equal((expected, Default), Styles("DD_PROPAGATION_STYLE_INJECT", text));
        Assert.Equal((Default, expected), Styles("DD_PROPAGATION_STYLE_EXTRACT", text));
    }

    [Theory]
    [InlineData("b3", "B3Single")]
    [InlineData("B3", "B3Single")]
    [InlineData("b3multi", "B3Multi")]
    [InlineData("tracecontext,baggage", "TraceContext Baggage")]
    [InlineData("xray", "XRay")]
    [InlineData("datadog", "Datadog")]
    [InlineData("none", "")]
    [InlineData("", Default)]
    public void OpenTelemetrys_names(string text, string expected) => Assert.Equal((expected, expected), Styles(Otel, text));

    [Fact]
    public void Nothing_set_is_the_default() => Assert.Equal((Default, Default), Styles());

    [Theory]
    [InlineData("xray", "xray", "b3multi", "b3multi", "datadog", "b3", "XRay")]
    [InlineData(null, null, "b3multi", "b3multi", "datadog", "b3", "B3Multi")]
    [InlineData(null, null, null, null, "datadog", "b3", "Datadog")]
    [InlineData(null, null, null, null, null, "b3", "B3Single")]
    [InlineData("", "", "b3multi", "b3multi", "datadog", "b3", Default)] // what is there decides, even when it names nothing
    [InlineData(null, null, "", "", "datadog", "b3", Default)]
    [InlineData(null, null, null, null, " ", "b3", Default)]
    public void The_first_variable_that_is_there_decides(
        string? inject, string? extract, string? oldInject, string? oldExtract, string? both, string? otel, string expected) => Assert.Equal(
        (expected, expected),
        Styles(
            "DD_TRACE_PROPAGATION_STYLE_INJECT", inject, "DD_TRACE_PROPAGATION_STYLE_EXTRACT", extract, "DD_PROPAGATION_STYLE_INJECT", oldInject,
            "DD_PROPAGATION_STYLE_EXTRACT", oldExtract, Both, both, Otel, otel));

    [Fact]
    public void Each_way_has_its_own() => Assert.Equal(
        ("B3Single", "XRay"), Styles("DD_TRACE_PROPAGATION_STYLE_INJECT", "b3 single header", Both, "xray"));

    [Theory]
    [InlineData("datadog,jaeger,b3multi", "Datadog B3Multi")]
    [InlineData("jaeger", "")]
    public void An_unknown_name_is_told_and_ignored(string text, string expected)
    {
        var (inject, _, warnings) = Read(Both, text);
        Assert.Equal(expected, inject);
        Assert.Equal(
            $"{Both} names 'jaeger', which is no format; it is ignored. There are: datadog, tracecontext, b3, b3multi, b3 single header, baggage, xray, none.",
            warnings.Distinct().Single());
    }

    [Fact]
    public void An_unknown_name_of_OpenTelemetrys_is_told()
    {
        var (inject, _, warnings) = Read(Otel, "ottrace,tracecontext");
        Assert.Equal("TraceContext", inject);
        Assert.StartsWith("OTEL_PROPAGATORS names 'ottrace', which is no format", warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Both_kinds_of_variables_are_told()
    {
        var (inject, _, warnings) = Read(Both, "xray", Otel, "b3");
        Assert.Equal("XRay", inject);
        Assert.Equal($"{Both} and {Otel} are both set; {Otel} is ignored.", warnings.Distinct().Single());
    }

    [Theory]
    [InlineData(PropagationStyle.Datadog, "datadog")]
    [InlineData(PropagationStyle.TraceContext, "tracecontext")]
    [InlineData(PropagationStyle.B3Multi, "b3multi")]
    [InlineData(PropagationStyle.B3Single, "b3")]
    [InlineData(PropagationStyle.Baggage, "baggage")]
    [InlineData(PropagationStyle.XRay, "xray")]
    public void Names_of_formats_in_links(PropagationStyle style, string expected) => Assert.Equal(expected, PropagationStyleNames.DisplayName(style));

    private static (string Inject, string Extract) Styles(params string?[] environment)
    {
        var (inject, extract, _) = Read(environment);
        return (inject, extract);
    }

    private static (string Inject, string Extract, List<string> Warnings) Read(params string?[] environment)
    {
        var (settings, warnings) = Settings.Read(environment);
        return (string.Join(' ', settings.Inject), string.Join(' ', settings.Extract), warnings);
    }
}
