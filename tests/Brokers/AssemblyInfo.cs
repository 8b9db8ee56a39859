// The tests look at the processes that this one has started and at the directory for temporary files.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
