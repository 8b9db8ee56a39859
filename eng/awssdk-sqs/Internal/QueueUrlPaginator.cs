using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;

namespace Amazon.SQS.Internal;

/// <summary>Walks the pages of a list of queue URLs, once.</summary>
internal abstract class QueueUrlPaginator<TResponse> : IPaginator<TResponse>
{
    private int _consumed;

    public IPaginatedEnumerable<TResponse> Responses => new PaginatedResponse<TResponse>(this);

    public IPaginatedEnumerable<string> QueueUrls => new PaginatedResultKeyResponse<TResponse, string>(this, page => UrlsOf(page) ?? []);

    async IAsyncEnumerable<TResponse> IPaginator<TResponse>.PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _consumed, 1) != 0)
            throw new InvalidOperationException("Paginator has already been consumed and cannot be reused. Please create a new instance.");
        string token;
        do
        {
            var page = await NextPageAsync(cancellationToken).ConfigureAwait(false);
            token = MoveTo(page);
            cancellationToken.ThrowIfCancellationRequested();
            yield return page;
        }
        while (!string.IsNullOrEmpty(token));
    }

    protected abstract Task<TResponse> NextPageAsync(CancellationToken cancellationToken);

    /// <summary>Points the request behind the page; null after the last one.</summary>
    protected abstract string MoveTo(TResponse page);

    protected abstract List<string> UrlsOf(TResponse page);
}
