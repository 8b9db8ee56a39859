using System.Text;
using Waybill.Core.Messaging;

namespace Waybill.Core.Tests.Messaging;

public sealed class ContextJsonReaderTests
{
    [Theory]
    [InlineData("""{"name":"value"}""", "value")]
    [InlineData(""" { "other" : "x" , "name" : "value" } """, "value")]
    [InlineData("""{"n\u0061me":"v\u0061l\"ue\u00e9"}""", "val\"ueé")]
    [InlineData("""{"name":"first","name":"second"}""", "first")]
    [InlineData("""{"name":1,"name":"second"}""", "second")]
    [InlineData("""{"a":{"name":"nested"},"b":["name",{"name":"x"}],"c":null,"name":"value"}""", "value")]
    [InlineData("""{"name":""}""", "")]
    [InlineData("""{"\ud800":"x","name":"value"}""", "value")]
    public void Reads_the_first_string_of_that_name(string json, string expected)
    {
        Assert.True(ContextJsonReader.TryCreate(Encoding.UTF8.GetBytes(json), out var reader));

        Assert.True(reader.TryRead("name", 0, stackalloc byte[64], out var value));
        Assert.Equal(expected, Encoding.UTF8.GetString(value));
        Assert.False(reader.TryRead("name", 1, stackalloc byte[64], out _));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Name":"value"}""")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":["value"]}""")]
    [InlineData("""{"name":{"name":"value"}}""")]
    [InlineData("""{"name":"\ud800"}""")]
    public void Reads_nothing_else(string json)
    {
        Assert.True(ContextJsonReader.TryCreate(Encoding.UTF8.GetBytes(json), out var reader));

        Assert.False(reader.TryRead("name", 0, stackalloc byte[64], out _));
    }

    [Fact]
    public void Reads_an_escaped_value_that_is_longer_than_the_scratch()
    {
        Assert.True(ContextJsonReader.TryCreate(Encoding.UTF8.GetBytes($$"""{"name":"{{new string('a', 600)}}\u0062"}"""), out var reader));

        Assert.True(reader.TryRead("name", 0, stackalloc byte[8], out var value));
        Assert.Equal(new string('a', 600) + "b", Encoding.UTF8.GetString(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"name\"")]
    [InlineData("""["name"]""")]
    [InlineData("""{"name":"value"}{}""")]
    [InlineData("""{"name":"value",}""")]
    [InlineData("""{"name":"value" """)]
    [InlineData("{'name':'value'}")]
    [InlineData("""{"name":"value","a":[[[[[[[[[[1]]]]]]]]]]}""")]
    public void Refuses_what_is_not_an_object_from_the_first_to_the_last_byte(string json) =>
        Assert.False(ContextJsonReader.TryCreate(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void Refuses_what_is_not_UTF_8() => Assert.False(ContextJsonReader.TryCreate([.. "{\"name\":\"a"u8, 0xC3, 0x28, .. "\"}"u8], out _));

    [Fact]
    public void Refuses_more_than_64_KiB()
    {
        static byte[] Json(int length) => Encoding.UTF8.GetBytes($$"""{"name":"{{new string('a', length - 11)}}"}""");

        Assert.True(ContextJsonReader.TryCreate(Json(64 * 1024), out _));
        Assert.False(ContextJsonReader.TryCreate(Json((64 * 1024) + 1), out _));
    }
}
