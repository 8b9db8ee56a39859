using Waybill.Conformance.Tests.Running;
using Waybill.Conformance.Tests.Schema;

namespace Waybill.Conformance.Tests;

public sealed class FileRunTests : IDisposable
{
    private const string Good = """
        {"id":"one.good","kind":"propagate","env":{},"extract_headers":[["x-datadog-trace-id","1"]],"expect_extracted":{"span_id":"0"}}
        """;

    private readonly string file = Path.GetTempFileName();
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    [Fact]
    public async Task The_files_of_this_folder_have_no_failure()
    {
        var code = await FileRun.RunAsync([VectorFile.Beside(VectorSuites.PropagationFile), VectorFile.Beside(VectorSuites.TraceContextFile)], output, errors);
        Assert.True(code == 0, output.ToString());
    }

    [Fact]
    public async Task A_failure_is_told_and_is_exit_code_1()
    {
        await File.WriteAllTextAsync(file, $"[{Good},{Good.Replace("one.good", "two.bad", StringComparison.Ordinal).Replace("\"0\"", "\"7\"", StringComparison.Ordinal)}]");
        Assert.Equal(1, await FileRun.RunAsync([file], output, errors));
        Assert.Contains("PASS 1/1  one", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("PASS 0/1  two", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("PASS 1/2  total", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("FAIL two.bad", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("expect_extracted(bytes).span_id: expected \"7\", actual '0'", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_gap_is_neither_passed_nor_failed()
    {
        await File.WriteAllTextAsync(file, $"[{Good.Replace("one.good", "opm.good", StringComparison.Ordinal)}]");
        Assert.Equal(0, await FileRun.RunAsync([file], output, errors));
        Assert.Contains("PASS 0/0 (and 1 known gaps)  opm", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"expect_extracted\":{\"colour\":\"0\"}")]
    [InlineData("\"expect_colour\":null")]
    [InlineData("\"steps\":[\"fly\"]")]
    [InlineData("\"steps\":[\"start_root\"],\"expect_injected\":{}")]
    public async Task What_is_not_known_does_not_pass(string expectation)
    {
        await File.WriteAllTextAsync(file, $$"""[{"id":"one.odd","kind":"propagate","extract_headers":[["x-datadog-trace-id","1"]],{{expectation}}}]""");
        Assert.Equal(1, await FileRun.RunAsync([file], output, errors));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("[1]")]
    [InlineData("[{\"id\":\"a\"}]")]
    [InlineData("[{\"id\":\"a\",\"kind\":\"x\"},{\"id\":\"a\",\"kind\":\"x\"}]")]
    public async Task A_file_that_is_no_list_of_cases_is_exit_code_2(string text)
    {
        await File.WriteAllTextAsync(file, text);
        Assert.Equal(2, await FileRun.RunAsync([file], output, errors));
        Assert.Contains(file, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_exit_code_2() => Assert.Equal(2, await FileRun.RunAsync([file + ".none"], output, errors));

    public void Dispose()
    {
        File.Delete(file);
        output.Dispose();
        errors.Dispose();
    }
}
