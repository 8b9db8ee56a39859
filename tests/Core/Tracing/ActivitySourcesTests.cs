using System.Diagnostics;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class ActivitySourcesTests
{
    [Theory]
    [InlineData("System.Net.Http", true)]
    [InlineData("", true)]
    [InlineData("Waybill.Kafka", true)]
    [InlineData("RabbitMQ.Client.Publisher", false)]
    [InlineData("Experimental.System.Net.Sockets", false)]
    public void All_are_wanted_but_those_that_double_or_flood(string source, bool expected) => Assert.Equal(expected, ActivitySources.Default.IsWanted(source));

    [Theory]
    [InlineData("Npgsql", true)]
    [InlineData("System.Net.Http", true)]
    [InlineData("System.Net.Http.Noise", false)]
    [InlineData("Other", false)]
    [InlineData("Waybill", true)]
    [InlineData("Waybill.Sqs", true)]
    [InlineData("Waybill.Kafka", false)]
    [InlineData("Waybillx", false)]
    public void Excluded_goes_before_included_and_ours_need_not_be_named(string source, bool expected) =>
        Assert.Equal(expected, new ActivitySources(["Npgsql", "system.net.*"], ["*.Noise", "Waybill.Kafka"]).IsWanted(source));

    [Fact]
    public async Task Spans_of_the_program_itself_can_be_excluded_and_still_have_ids()
    {
        await using TestTracer tests = new(configure: settings => settings.ExcludedSources.Add("Waybill"));
        using (var scope = tests.Tracer.StartActive("of the program"))
        {
            Assert.NotEqual(0UL, scope.Span.SpanId);
            TestTracer.Source.StartActivity("of a library")!.Dispose();
        }

        Assert.Equal("of a library", (await tests.FlushOneAsync()).Name);
        Assert.Equal(1, tests.Tracer.ExportStatistics.Ended);
    }

    [Fact]
    public async Task The_tracer_listens_to_what_its_settings_say()
    {
        await using TestTracer tests = new(configure: settings =>
        {
            settings.IncludedSources.Clear();
            settings.IncludedSources.Add("Wanted.*");
            settings.ExcludedSources.Add("*.Not");
        });
        using ActivitySource wanted = new("Wanted.One"), not = new("Wanted.Not"), other = new("Other");
        Assert.Equal([true, false, false], new[] { wanted, not, other }.Select(source => source.HasListeners()));
        tests.Tracer.StartActive("own").Close();
        Assert.Equal("own", (await tests.FlushOneAsync()).Name);
    }
}
