// Activity listeners and the tracer are one per process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
