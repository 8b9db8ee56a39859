using Microsoft.Playwright;

namespace Waybill.Browser;

/// <summary>The Chromium that this machine has, without a window, with a profile of its own that is gone afterwards.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>The environment variable with the path of another Chromium.</summary>
    public const string Variable = "WAYBILL_CHROMIUM";

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Why there is none; null if there is one.</summary>
    public static string? Missing => Find() is null
        ? $"Chromium is not installed (apt-get install chromium, or its path in {Variable})"
        : null;

    /// <summary>Starts it. Playwright gives it a new profile folder, and removes that at the end.</summary>
    public static async Task<Chromium> StartAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Find(), Args = Arguments });
        return new Chromium(playwright, browser);
    }

    /// <summary>A page with nothing of an earlier one.</summary>
    /// <param name="address">Where paths begin.</param>
    /// <param name="isDark">What the system prefers.</param>
    /// <param name="scale">Pixels of the picture for each of the page.</param>
    public async Task<IPage> OpenAsync(Uri address, bool isDark = false, float scale = 1)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = 1440, Height = 810 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            DeviceScaleFactor = scale,
        });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path
        ? path
        : Places.FirstOrDefault(File.Exists);
}
