using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;

namespace Waybill.Benchmarks.Micro;

/// <summary>Short iterations, many of them: on a machine that others use too, the median is then undisturbed.</summary>
internal sealed class SpeedConfig : ManualConfig
{
    internal SpeedConfig(bool isQuick)
    {
        AddJob(Job.Default
            .WithToolchain(InProcessNoEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(isQuick ? 30 : 60))
            .WithWarmupCount(isQuick ? 24 : 12)
            .WithIterationCount(isQuick ? 15 : 35));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddLogger(NullLogger.Instance);
        AddEventProcessor(new BenchmarkProgress(Console.Out));
        WithArtifactsPath(Path.Combine(Path.GetTempPath(), "waybill-benchmarks"));
        WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.DisableOptimizationsValidator);
    }
}
