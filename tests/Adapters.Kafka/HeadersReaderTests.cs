using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class HeadersReaderTests
{
    [Fact]
    public void The_last_header_of_a_name_counts() =>
        Assert.Equal("second", Read(new Headers { { "a", [1] }, { "b", HeaderText.Bytes("first") }, { "b", HeaderText.Bytes("second") } }, "b"));

    [Fact]
    public void There_is_one_value_only()
    {
        HeadersReader reader = new(new Headers { { "b", [1] }, { "b", [2] } });
        Assert.False(reader.TryRead("b", 1, [], out _));
    }

    [Fact]
    public void A_null_value_is_passed_over() =>
        Assert.Equal("first", Read(new Headers { { "b", HeaderText.Bytes("first") }, { "b", (byte[])null! } }, "b"));

    [Fact]
    public void Names_are_case_sensitive_and_a_missing_one_is_no_value()
    {
        Assert.Null(Read(new Headers { { "B", [1] } }, "b"));
        Assert.Null(Read([], "b"));
    }

    private static string? Read(Headers headers, string name)
    {
        HeadersReader reader = new(headers);
        return reader.TryRead(name, 0, [], out var value) ? System.Text.Encoding.UTF8.GetString(value) : null;
    }
}
