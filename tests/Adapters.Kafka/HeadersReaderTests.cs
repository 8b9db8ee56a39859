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

    [Fact]
    public void Names_of_like_length_do_not_hide_each_other()
    {
        var muchLonger = new string('c', 33);
        Headers headers = new() { { "b", HeaderText.Bytes("one") }, { muchLonger, HeaderText.Bytes("long") }, { "a", HeaderText.Bytes("other") } };

        Assert.Equal("one", Read(headers, "b"));
        Assert.Equal("long", Read(headers, muchLonger));
        Assert.Null(Read(headers, "c"));
    }

    [Theory]
    [InlineData(253)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(600)]
    public void Any_number_of_headers_may_stand_before_it_and_behind(int others)
    {
        Headers headers = new() { { "first", HeaderText.Bytes("1") } };
        for (var i = 0; i < others; i++)
        {
            headers.Add("other", [0]);
        }

        headers.Add("last", HeaderText.Bytes("2"));
        headers.Add("x", HeaderText.Bytes("3"));

        Assert.Equal("1", Read(headers, "first"));
        Assert.Equal("2", Read(headers, "last"));
        Assert.Equal("3", Read(headers, "x"));
    }

    [Fact]
    public void The_client_has_no_header_without_a_name_on_which_the_reader_relies()
    {
        Assert.Throws<ArgumentNullException>(() => new Header(null!, [1]));
        Assert.Null(Read(new Headers { { "", [1] } }, "b"));
    }

    private static string? Read(Headers headers, string name)
    {
        HeadersReader reader = new(headers);
        return reader.TryRead(name, 0, [], out var value) ? System.Text.Encoding.UTF8.GetString(value) : null;
    }
}
