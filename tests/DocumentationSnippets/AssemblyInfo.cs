using Waybill.DocumentationSnippets.Tests;

// The tracer is one per process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(RunningTracer))]
