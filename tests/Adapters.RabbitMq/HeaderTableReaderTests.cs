namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class HeaderTableReaderTests
{
    [Fact]
    public void Reads_bytes_and_strings()
    {
        Dictionary<string, object?> headers = new() { ["bytes"] = "12"u8.ToArray(), ["string"] = "34" };
        Assert.Equal("12", Read(headers, "bytes"));
        Assert.Equal("34", Read(headers, "string"));
    }

    [Fact]
    public void Takes_a_context_of_strings()
    {
        var context = HeaderTableReader.Extract(new Dictionary<string, object?>
        {
            ["x-datadog-trace-id"] = "1234",
            ["x-datadog-parent-id"] = "77",
            ["traceparent"] = "00-000000000000000000000000000004d2-000000000000004d-01",
        });
        Assert.Equal((1234UL, 77UL), (context!.TraceId, context.SpanId));
    }

    [Fact]
    public void Other_types_other_cases_and_what_is_not_there_are_not_read()
    {
        Dictionary<string, object?> headers = new() { ["null"] = null, ["int"] = 1, ["list"] = new List<object?> { "1" }, ["Case"] = "1" };
        Assert.All(["null", "int", "list", "case", "missing"], name => Assert.Null(Read(headers, name)));
    }

    [Fact]
    public void A_name_has_one_value() =>
        Assert.False(new HeaderTableReader(new Dictionary<string, object?> { ["a"] = "1" }).TryRead("a", 1, new byte[8], out _));

    [Fact]
    public void Without_headers_there_is_no_context()
    {
        Assert.Null(HeaderTableReader.Extract(null));
        Assert.Null(HeaderTableReader.Extract(new Dictionary<string, object?>()));
    }

    private static string? Read(Dictionary<string, object?> headers, string name) =>
        new HeaderTableReader(headers).TryRead(name, 0, new byte[8], out var value) ? System.Text.Encoding.ASCII.GetString(value) : null;
}
