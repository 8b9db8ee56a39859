// There is one tracer at a time, and one propagator.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
