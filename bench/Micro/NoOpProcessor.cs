using System.Diagnostics;
using OpenTelemetry;

namespace Waybill.Benchmarks.Micro;

/// <summary>Lets spans go.</summary>
internal sealed class NoOpProcessor : BaseProcessor<Activity>;
