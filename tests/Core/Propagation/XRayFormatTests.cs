using System.Text;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class XRayFormatTests
{
    private const string Root = "Root=1-640cfd8d-00000000a0b1c2d3e4f50607";
    private const string Parent = "Parent=00f067aa0ba902b7";
    private static readonly PropagationSettings Only = Settings.Of(PropagationStyle.XRay);

    [Theory]
    [InlineData($"{Root};{Parent};Sampled=1", 1)]
    [InlineData($"{Root};{Parent};Sampled=0", 0)]
    [InlineData($"{Root};{Parent}", null)]
    [InlineData($"{Root};{Parent};Sampled=?", null)]
    [InlineData($"{Root};{Parent};Sampled=", null)]
    [InlineData($"{Root};{Parent};Sampled=10", null)]
    [InlineData($"Sampled=1;{Parent};{Root}", 1)] // any order
    [InlineData($"Self=1-67891234-12456789abcdef012345678;{Root};{Parent};Sampled=1;Lineage=a87bd80c:1|68fd508a:5|c512fbe3:2", 1)]
    [InlineData($" {Root} ; {Parent} ;\tSampled=1 ;", 1)]
    [InlineData($";;{Root};;{Parent};;", null)]
    [InlineData("Root=1-640CFD8D-00000000A0B1C2D3E4F50607;Parent=00F067AA0BA902B7;Sampled=1", 1)]
    public void Reads_a_context(string header, int? priority)
    {
        var context = Extract(header)!;
        Assert.Equal(
            ("640cfd8d00000000a0b1c2d3e4f50607", 0x00f067aa0ba902b7UL, priority),
            (context.TraceId128.ToString(), context.SpanId, (int?)context.SamplingPriority));
        Assert.Equal((true, null, null), (context.IsRemote, context.Origin, context.LastParentId));
    }

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("=")]
    [InlineData("Sampled=1")]
    [InlineData($"{Root};Sampled=1")] // a trace, but nothing to continue
    [InlineData($"{Parent};Sampled=1")]
    [InlineData($"{Root};Parent=;Sampled=1")]
    [InlineData($"{Root};Parent=0000000000000000;Sampled=1")]
    [InlineData($"{Root};Parent=00f067aa0ba902b;Sampled=1")]
    [InlineData($"{Root};Parent=00f067aa0ba902b70;Sampled=1")]
    [InlineData($"{Root};Parent=00f067aa0ba902bg;Sampled=1")]
    [InlineData($"Root=1-00000000-000000000000000000000000;{Parent};Sampled=1")]
    [InlineData($"Root=2-640cfd8d-00000000a0b1c2d3e4f50607;{Parent};Sampled=1")]
    [InlineData($"Root=640cfd8d-00000000a0b1c2d3e4f50607;{Parent};Sampled=1")]
    [InlineData($"Root=1-640cfd8d00000000a0b1c2d3e4f50607;{Parent};Sampled=1")]
    [InlineData($"Root=1-640cfd8d_00000000a0b1c2d3e4f50607;{Parent};Sampled=1")]
    [InlineData($"Root=1-640cfd8d-00000000a0b1c2d3e4f5060;{Parent};Sampled=1")]
    [InlineData($"Root=1-640cfd8d-00000000a0b1c2d3e4f5060g;{Parent};Sampled=1")]
    [InlineData($"Root=1-640cfd8d-00000000a0b1c2d3e4f506070;{Parent};Sampled=1")]
    [InlineData($"{Root},{Parent},Sampled=1")]
    [InlineData("Root=1-;Parent=;Sampled=")]
    public void Refuses_what_is_no_context(string header) => Assert.Null(Extract(header));

    [Theory]
    [InlineData(null, "1")]
    [InlineData(2, "1")]
    [InlineData(0, "0")]
    public void Writes_one_header(int? priority, string sampled)
    {
        SpanContext context = new(
            new TraceId128(0x640cfd8d00000000, 0xa0b1c2d3e4f50607), 0x00f067aa0ba902b7, new TraceLevelState { SamplingPriority = priority, Origin = "rum" });
        var headers = Headers.Inject(context, Only);
        Assert.Equal(["x-amzn-trace-id"], headers.Names);
        Assert.Equal($"{Root};{Parent};Sampled={sampled}", headers["x-amzn-trace-id"]);
        Assert.Equal(XRayFormat.Length, headers["x-amzn-trace-id"]!.Length);
    }

    [Fact]
    public void An_id_of_64_bits_goes_and_comes_back()
    {
        SpanContext context = new(1, 2, SamplingPriority.AutoKeep);
        var headers = Headers.Inject(context, Only);
        Assert.Equal("Root=1-00000000-000000000000000000000001;Parent=0000000000000002;Sampled=1", headers["x-amzn-trace-id"]);
        Assert.Equal((1UL, 2UL), (headers.Extract(Only)!.TraceId, headers.Extract(Only)!.SpanId));
    }

    [Fact]
    public void The_text_alone_can_be_read()
    {
        Assert.True(XRayFormat.TryParse(Encoding.UTF8.GetBytes($"{Root};{Parent};Sampled=1"), out var context));
        Assert.Equal((0x00f067aa0ba902b7UL, 1), (context.SpanId, context.SamplingPriority));
        Assert.False(XRayFormat.TryParse("Root=1"u8, out _));
    }

    private static SpanContext? Extract(string header) => new Headers([("x-amzn-trace-id", header)]).Extract(Only);
}
