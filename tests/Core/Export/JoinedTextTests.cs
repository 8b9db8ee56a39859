using Waybill.Core.Export;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export;

public class JoinedTextTests
{
    private readonly string text = "text";
    private readonly string unicode = "\u20ac";
    private readonly string? nothing = Environment.GetEnvironmentVariable("WAYBILL_NOT_SET");

    [Fact]
    public void Reads_as_the_string_that_it_stands_for()
    {
        Check("text", text);
        Check("", "");
        Check("a text", $"a {text}");
        Check("text b", $"{text} b");
        Check("a text b text", $"a {text} b {text}");
        Check("a text b text c text", $"a {text} b {text} c {text}");
        Check("a ", $"a {nothing}");
        Check("", $"{nothing}");
        Check("a \u20ac b text", $"a {unicode} b {text}");
        Check("a ex", $"a {new JoinedText.Slice(text, 1, 2)}");
        Check("text ex", $"{text} {new JoinedText.Slice(text, 1, 2)}");
        Check("ex", $"{new JoinedText.Slice(text, 1, 2)}");
    }

    private static void Check(string expected, JoinedText joined)
    {
        MessagePackWriter writer = new();
        writer.WriteString(joined);
        Assert.Equal((expected, expected), (joined.ToString(), MessagePackDecoder.Decode(writer.Written)));
        Assert.Equal(expected.Length, joined.Length);
    }
}
