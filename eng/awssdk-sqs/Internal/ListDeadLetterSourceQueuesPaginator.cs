using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

internal sealed class ListDeadLetterSourceQueuesPaginator(IAmazonSQS client, ListDeadLetterSourceQueuesRequest request)
    : QueueUrlPaginator<ListDeadLetterSourceQueuesResponse>, IListDeadLetterSourceQueuesPaginator
{
    protected override Task<ListDeadLetterSourceQueuesResponse> NextPageAsync(CancellationToken cancellationToken) =>
        client.ListDeadLetterSourceQueuesAsync(request, cancellationToken);

    protected override string MoveTo(ListDeadLetterSourceQueuesResponse page) => request.NextToken = page.NextToken;

    protected override List<string> UrlsOf(ListDeadLetterSourceQueuesResponse page) => page.QueueUrls;
}
