namespace Waybill.Benchmarks.Tests;

public sealed class BenchmarkPartsTests
{
    [Fact]
    public void No_name_is_all() => Assert.Equal(BenchmarkParts.All, BenchmarkParts.Named([]));

    [Fact]
    public void A_group_is_its_parts_and_a_part_is_run_once() => Assert.Equal(
        ["encode", "threads", "producer-threads", "open-traces", "trace-size"], BenchmarkParts.Named(["scaling", "threads", "encode"]).Select(part => part.Name));

    [Fact]
    public void An_unknown_name_says_which_there_are() =>
        Assert.Contains("kafka-path", Assert.Throws<ArgumentException>(() => BenchmarkParts.Named(["sped"])).Message);
}
