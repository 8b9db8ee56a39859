using Amazon.SQS.Internal;

namespace Amazon.SQS.Model;

public class SQSPaginatorFactory : ISQSPaginatorFactory
{
    private readonly IAmazonSQS _client;

    internal SQSPaginatorFactory(IAmazonSQS client) => _client = client;

    public IListDeadLetterSourceQueuesPaginator ListDeadLetterSourceQueues(ListDeadLetterSourceQueuesRequest request) =>
        new ListDeadLetterSourceQueuesPaginator(_client, request);

    public IListQueuesPaginator ListQueues(ListQueuesRequest request) => new ListQueuesPaginator(_client, request);
}
