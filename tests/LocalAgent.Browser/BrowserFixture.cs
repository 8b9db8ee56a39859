using Microsoft.Playwright;
using Waybill.Browser;

[assembly: AssemblyFixture(typeof(Waybill.LocalAgent.Browser.Tests.BrowserFixture))]

namespace Waybill.LocalAgent.Browser.Tests;

/// <summary>One browser for all tests; each opens pages of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private Chromium? chromium;

    public async ValueTask InitializeAsync() => chromium = Chromium.Missing is null ? await Chromium.StartAsync() : null;

    /// <summary>A new page of this agent; where there is no browser the test is skipped, and says so.</summary>
    public async Task<IPage> OpenAsync(Uri agent, string path = "/")
    {
        Assert.SkipWhen(chromium is null, Chromium.Missing ?? "");
        IPage page = await chromium.OpenAsync(agent);
        page.SetDefaultTimeout(30_000);
        await page.GotoAsync(path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }
    }
}
