// The tracer is one per process, and the machine is shared with the children.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
