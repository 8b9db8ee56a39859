// The tracer is one per process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
