using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;

namespace Waybill.Benchmarks;

/// <summary>Short iterations, many of them: on a machine that others use too, the median is then undisturbed.</summary>
internal sealed class SpeedConfig : ManualConfig
{
    internal SpeedConfig(bool isQuick)
    {
        AddJob(Job.Default
            .WithToolchain(InProcessNoEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(isQuick ? 40 : 100))
            .WithWarmupCount(isQuick ? 12 : 10)
            .WithIterationCount(isQuick ? 21 : 41));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddLogger(NullLogger.Instance);
        WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.DisableOptimizationsValidator);
    }
}
