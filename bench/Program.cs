using BenchmarkDotNet.Running;
using Waybill.Benchmarks;
using Waybill.Benchmarks.Throughput;

if (args is ["throughput", "kafka", ..])
{
    return await KafkaThroughput.RunAsync(rounds: 7, messages: args.Contains("--quick") ? 200_000 : 1_000_000) ? 0 : 1;
}

if (args is ["throughput", "rabbitmq", ..])
{
    return await RabbitMqThroughput.RunAsync(rounds: 7, messages: args.Contains("--quick") ? 20_480 : 102_400) ? 0 : 1;
}

var isQuick = args.Contains("--quick");
SpeedConfig config = new(isQuick);
if (args is ["encode", ..])
{
    using EncodeBenchmark encode = new(Console.Out);
    return encode.Run(rounds: isQuick ? 2_000 : 10_000) ? 0 : 1;
}

var inject = BenchmarkRunner.Run<InjectBenchmarks>(config);
var extract = BenchmarkRunner.Run<ExtractBenchmarks>(config);

SpeedGoals goals = new(Console.Out);
goals.Print(inject);
goals.Check(inject, nameof(InjectBenchmarks.DefaultSet), maxRatio: 1.3, maxBytes: 600);
goals.Print(extract);
goals.Check(extract, nameof(ExtractBenchmarks.Six), maxRatio: 3.5, maxBytes: 250);
goals.Check(extract, nameof(ExtractBenchmarks.None), maxRatio: null, maxBytes: 0);
return goals.AllMet ? 0 : 1;
