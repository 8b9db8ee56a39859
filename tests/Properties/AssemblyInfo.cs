// Baggage and the default settings are one per process, and what is allocated is counted per thread.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
