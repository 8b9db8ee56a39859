using Microsoft.Playwright;

namespace Waybill.Browser;

/// <summary>Takes the pictures of the local agent that the documentation shows: each view in light and in dark.</summary>
internal static class Screenshots
{
    private static readonly string[] Schemes = ["light", "dark"];

    /// <param name="browser">A started browser.</param>
    /// <param name="agent">An agent that has the demo's traces.</param>
    /// <param name="folder">Where the pictures go.</param>
    /// <param name="shipped">The id of the order whose trace is shown.</param>
    /// <param name="failed">The id of the order that cannot be shipped.</param>
    public static async Task TakeAsync(Chromium browser, Uri agent, string folder, string shipped, string failed)
    {
        Directory.CreateDirectory(folder);
        foreach (string scheme in Schemes)
        {
            IPage page = await browser.OpenAsync(agent, scheme == "dark");
            await page.GotoAsync("/");
            await page.Locator(".rows .row").First.WaitForAsync();
            await SaveAsync(page, folder, $"list-{scheme}");

            await OpenTraceAsync(page, shipped);
            await SaveAsync(page, folder, $"waterfall-{scheme}");

            await OpenTraceAsync(page, failed);
            await page.Locator(".stack").WaitForAsync();
            await SaveAsync(page, folder, $"error-{scheme}");

            await page.GotoAsync("/services");
            await page.Locator(".rows .row").First.WaitForAsync();
            await SaveAsync(page, folder, $"services-{scheme}");

            await page.GotoAsync("/map");
            await page.Locator(".map .node").First.WaitForAsync();
            await SaveAsync(page, folder, $"map-{scheme}");
            await page.Context.CloseAsync();
        }
    }

    private static async Task OpenTraceAsync(IPage page, string order)
    {
        await page.GotoAsync($"/?q=order.id:{order}");
        await page.Locator(".rows .row").First.ClickAsync();
        await page.Locator(".waterfall .line .bar").First.WaitForAsync();
        await page.Locator(".detail .tags").First.WaitForAsync();
    }

    private static async Task SaveAsync(IPage page, string folder, string name)
    {
        // The pointer would leave its mark on the row below it.
        await page.Mouse.MoveAsync(700, 806);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"agent-{name}.png"), Animations = ScreenshotAnimations.Disabled });
    }
}
