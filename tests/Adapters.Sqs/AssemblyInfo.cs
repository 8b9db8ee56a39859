using Waybill.Adapters.Sqs.Tests.Support;

// A listener hears every span of the process: each test makes its own, and one runs at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(SqsBroker))]
