namespace Waybill.Adapters.Sqs.Tests;

public sealed class AmazonSqsExtensionsTests
{
    [Fact]
    public void Wraps_once_only()
    {
        var inner = RecordingSqs.Create().AsClient;

        var sqs = inner.WithTracing();

        Assert.NotSame(inner, sqs);
        Assert.Same(sqs, sqs.WithTracing(new SqsTracingOptions { Relation = MessageRelation.Link }));
    }

    [Fact]
    public void Needs_a_client() => Assert.Throws<ArgumentNullException>(() => ((IAmazonSQS)null!).WithTracing());
}
