using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Tests;

public sealed class ResultsFolderTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("waybill-results");

    private ResultsFolder Folder => new(Path.Combine(directory.FullName, "results"));

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void What_is_written_is_read_again()
    {
        Folder.Write(SampleResults.Part());

        var part = Assert.Single(Folder.Read().Parts);
        Assert.Equal(SampleResults.Part() with { Tables = part.Tables }, part);
        Assert.Equal(1_234.5, Folder.Read().Value("encode", "Waybill, others", "ns"));
        Assert.Null(Folder.Read().Value("encode", "Waybill, others", "B"));
    }

    [Fact]
    public void A_part_that_runs_again_replaces_its_results_alone()
    {
        Folder.Write(SampleResults.Part());
        Folder.Write(SampleResults.Part("other") with { Tables = [] });
        Folder.Write(SampleResults.Part(isQuick: true));

        Assert.Equal([("encode", true), ("other", false)], Folder.Read().Parts.Select(part => (part.Part, part.IsQuick)));
    }

    [Fact]
    public void No_folder_is_no_results() => Assert.Empty(Folder.Read().Parts);

    [Fact]
    public void A_file_that_is_none_is_named()
    {
        Folder.Write(SampleResults.Part());
        File.WriteAllText(Folder.FileOf("encode"), "{");

        Assert.Contains("encode.json", Assert.Throws<InvalidDataException>(() => Folder.Read()).Message);
    }
}
