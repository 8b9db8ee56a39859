using Waybill.Adapters.Kafka.Tests;
using Waybill.Adapters.RabbitMq.Tests.Support;

// Whoever records hears the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(KafkaBroker))]
[assembly: AssemblyFixture(typeof(RabbitMqFixture))]
[assembly: AssemblyFixture(typeof(SqsBroker))]
