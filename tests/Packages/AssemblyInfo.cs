using Waybill.Packages.Tests;

[assembly: AssemblyFixture(typeof(PackedSources))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
