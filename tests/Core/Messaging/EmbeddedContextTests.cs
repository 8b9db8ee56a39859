using System.Text;
using Waybill.Core.Messaging;

namespace Waybill.Core.Tests.Messaging;

public sealed class EmbeddedContextTests
{
    [Theory]
    [InlineData("{}", """{"_datadog":{"a":"b"}}""")]
    [InlineData(" { } ", """{"_datadog":{"a":"b"}}""")]
    [InlineData("""{"x":1.50,"y": [ 1 , {} ],"z":"\u00e9é"}""", """{"x":1.50,"y": [ 1 , {} ],"z":"\u00e9é","_datadog":{"a":"b"}}""")]
    [InlineData("""{"_datadog":{"old":"1"},"x":1}""", """{"x":1,"_datadog":{"a":"b"}}""")]
    [InlineData("""{"x":1,"_datadog":7,"_d\u0061tadog":"twice"}""", """{"x":1,"_datadog":{"a":"b"}}""")]
    [InlineData("""{"x":{"_datadog":"inner"}}""", """{"x":{"_datadog":"inner"},"_datadog":{"a":"b"}}""")]
    [InlineData("""{"\ud800":1}""", """{"\ud800":1,"_datadog":{"a":"b"}}""")]
    public void Is_the_last_member_and_the_others_stay_to_the_byte(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(EmbeddedContext.SetIn(Encoding.UTF8.GetBytes(json), "{\"a\":\"b\"}"u8)!));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("text")]
    [InlineData("\"{}\"")]
    [InlineData("{\"x\":1")]
    [InlineData("{\"x\":}")]
    [InlineData("{} {}")]
    [InlineData("{},")]
    public void Is_put_into_nothing_but_an_object(string json) => Assert.Null(EmbeddedContext.SetIn(Encoding.UTF8.GetBytes(json), "{}"u8));

    [Fact]
    public void Is_not_put_into_what_is_too_deep() =>
        Assert.Null(EmbeddedContext.SetIn(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000)), "{}"u8));
}
