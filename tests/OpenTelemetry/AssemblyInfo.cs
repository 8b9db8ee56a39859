// There is one default propagator, and whoever records hears the whole process.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
