using Waybill.Core.Export.Encoders;
using Waybill.Core.Export.Mapping;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Mapping;

public class SpanNamesTests
{
    private readonly string text = "text";
    private readonly string unicode = "\u20ac";
    private readonly string? nothing = Environment.GetEnvironmentVariable("WAYBILL_NOT_SET");
    private readonly SpanNames names = new();

    [Fact]
    public void A_resource_reads_as_the_string_that_it_stands_for()
    {
        SpanNames.Slice part = new(text, 1, 2);
        Check("text", names.Are("op", text, "type"));
        Check("a text b text", names.Are("op", $"a {text} b {text}", "type"));
        Check("", names.Are("op", "", "type"));
        Check("a text", names.Are("op", $"a {text}", "type"));
        Check("text b", names.Are("op", $"{text} b", "type"));
        Check("a text b text c text", names.Are("op", $"a {text} b {text} c {text}", "type"));
        Check("a ", names.Are("op", $"a {nothing}", "type"));
        Check("", names.Are("op", $"{nothing}", "type"));
        Check("a \u20ac b text", names.Are("op", $"a {unicode} b {text}", "type"));
        Check("a ex", names.Are("op", $"a {part}", "type"));
        Check("text ex", names.Are("op", $"{text} {part}", "type"));
        Check("ex", names.Are("op", $"{part}", "type"));
        Check("ex a text", names.Are("op", $"{part} a {text}", "type"));
        Check("exexa", names.Are("op", $"{part}{part}a", "type"));
    }

    private static void Check(string expected, SpanNames names)
    {
        MessagePackWriter writer = new();
        writer.WriteResource(names);
        Assert.Equal((expected, expected), (names.Resource, MessagePackDecoder.Decode(writer.Written)));
        Assert.Equal((expected.Length, "op", "type"), (names.ResourceLength, names.Operation, names.Type));
    }
}
