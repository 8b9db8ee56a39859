using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

internal sealed class ListQueuesPaginator(IAmazonSQS client, ListQueuesRequest request)
    : QueueUrlPaginator<ListQueuesResponse>, IListQueuesPaginator
{
    protected override Task<ListQueuesResponse> NextPageAsync(CancellationToken cancellationToken) =>
        client.ListQueuesAsync(request, cancellationToken);

    protected override string MoveTo(ListQueuesResponse page) => request.NextToken = page.NextToken;

    protected override List<string> UrlsOf(ListQueuesResponse page) => page.QueueUrls;
}
