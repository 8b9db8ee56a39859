using Microsoft.Playwright;

namespace Waybill.LocalAgent.Browser.Tests;

/// <summary>Waits for an address, by asking the page. Playwright's own WaitForURL misses one that comes between its look at the address and its wait for the next.</summary>
internal static class PageAddress
{
    /// <summary>Fails after Playwright's 30 seconds.</summary>
    public static Task WaitForAddressAsync(this IPage page, string end) =>
        page.WaitForFunctionAsync("end => decodeURIComponent(location.href).endsWith(end)", end);
}
