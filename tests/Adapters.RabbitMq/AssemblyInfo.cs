using Waybill.Adapters.RabbitMq.Tests.Support;

// A listener hears every test of the process, and some tests are about nobody listening.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(RabbitMqFixture))]
