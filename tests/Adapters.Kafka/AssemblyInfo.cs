using Waybill.Adapters.Kafka.Tests;

// A listener hears the Activities of the whole process: a test without one must not run beside a test with one.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(KafkaBroker))]
