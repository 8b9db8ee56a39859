using Waybill.Interop.Tests;

// One tracer runs in a process at a time, and its formats are the process's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Brokers))]
