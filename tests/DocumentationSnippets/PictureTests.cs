using Waybill.Pictures;

namespace Waybill.DocumentationSnippets.Tests;

public class PictureTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "pictures");

    public static IEnumerable<TheoryDataRow<string>> Sources =>
        Directory.EnumerateFiles(Folder, "*.trace").Select(file => new TheoryDataRow<string>(Path.GetFileName(file)));

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_picture_is_what_its_text_says(string source)
    {
        var text = Path.Combine(Folder, source);
        Assert.True(
            File.ReadAllText(Path.ChangeExtension(text, ".svg")) == TraceSvg.Draw(TraceText.Parse(File.ReadAllLines(text))) + "\n",
            $"{source} was changed and not drawn again: run ./build.sh pictures");
    }
}
