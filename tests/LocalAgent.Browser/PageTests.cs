using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Waybill.LocalAgent.Browser.Tests;

public sealed class PageTests(BrowserFixture browser)
{
    private const string Script = "<script>window.ran=1</script><img src=x onerror=\"window.ran=1\">";

    [Fact]
    public async Task Nothing_in_a_span_runs_or_becomes_an_element()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        await agent.SendAsync(Spans.Payload(Spans.One(
            7, 1, 0, Script, Script, Script, 0, 5, isFailed: true,
            ("error.stack", Script), ("error.message", Script), (Script, Script), ("messaging.system", Script), ("messaging.destination.name", Script), ("span.kind", "producer"))));
        IPage page = await browser.OpenAsync(agent.Client.BaseAddress!);
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        foreach (string path in (string[])["/", "/traces/0000000000000007", "/services", $"/services/{Uri.EscapeDataString(Script)}", "/map", $"/?q={Uri.EscapeDataString("<script>")}"])
        {
            await page.GotoAsync(path);
            await page.GetByText("<script>window.ran").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            Assert.Equal(0, await page.Locator("img, main script").CountAsync());
            Assert.Null(await page.EvaluateAsync<int?>("window.ran ?? null"));
        }

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_list_is_live_and_asks_nobody_else()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        IPage page = await browser.OpenAsync(agent.Client.BaseAddress!, "/?q=later");
        List<string> hosts = [];
        page.Request += (_, request) => hosts.Add(new Uri(request.Url).Authority);
        await page.GotoAsync("/");
        await page.GetByText("Waiting for the first trace").WaitForAsync();

        await agent.SendAsync(Spans.Payload(Spans.One(1, 1, 0, "shop", "web.request", "GET /later", 0, 12)));

        await page.GetByText("GET /later").WaitForAsync();
        Assert.Equal([agent.Client.BaseAddress!.Authority], hosts.Distinct());
    }

    [Fact]
    public async Task It_can_be_used_by_keys_alone_and_a_span_has_its_own_address()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        await agent.SendAsync(Spans.Payload(
            Spans.One(1, 1, 0, "shop", "web.request", "GET /", 0, 12), Spans.One(1, 2, 1, "shop", "db.query", "SELECT", 1, 2), Spans.One(1, 3, 1, "shop", "db.query", "INSERT", 4, 2, isFailed: true)));
        IPage page = await browser.OpenAsync(agent.Client.BaseAddress!);
        await page.GetByText("GET /").WaitForAsync();

        foreach (string key in (string[])["j", "Enter"])
        {
            await page.Keyboard.PressAsync(key);
        }

        // The failed span is the one to look at first.
        await page.WaitForAddressAsync("?span=3");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.WaitForAddressAsync("?span=2");
        string address = page.Url;
        await page.Keyboard.PressAsync("Escape");
        await page.GetByText("GET /").WaitForAsync();

        await page.GotoAsync(address);
        Assert.Equal("SELECT", await page.Locator(".detail h2").InnerTextAsync());
        await page.Keyboard.PressAsync("t");
        Assert.Equal("dark", await page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
    }

    [Fact]
    public async Task A_trace_is_exported_as_json()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        await agent.SendAsync(Spans.Payload(Spans.One(1, 1, 0, "shop", "web.request", "GET /", 0, 12)));
        IPage page = await browser.OpenAsync(agent.Client.BaseAddress!, "/traces/0000000000000001");
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#export").ClickAsync());
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
        Assert.Equal("trace-00000000000000000000000000000001.json", download.SuggestedFilename);
        Assert.Equal("GET /", json.RootElement.GetProperty("spans")[0].GetProperty("resource").GetString());
    }

    [Fact]
    public async Task Links_lead_to_their_spans()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        byte[] link = Wire.Array(Wire.Map(("trace_id", Wire.Uint(2)), ("span_id", Wire.Uint(9)), ("attributes", Wire.Map(("reason", Wire.Text("retry"))))));
        await agent.SendAsync(Spans.Payload(Wire.Span(1, 1, ("name", Wire.Text("again")), ("service", Wire.Text("shop")), ("span_links", link))));
        await agent.SendAsync(Spans.Payload(Spans.One(2, 8, 0, "shop", "first", "root", 0, 2), Spans.One(2, 9, 8, "shop", "linked", "the linked one", 0, 1)));
        IPage page = await browser.OpenAsync(agent.Client.BaseAddress!, "/traces/0000000000000001");
        await page.Locator(".links a").ClickAsync();
        await page.WaitForAddressAsync("/traces/00000000000000000000000000000002?span=9");
        await page.Locator(".detail h2", new() { HasTextString = "the linked one" }).WaitForAsync();
    }

    /// <summary>What it promises is that only what is in sight becomes elements; the time is a generous bound.</summary>
    [Fact]
    public async Task Two_thousand_spans_and_ten_thousand_traces_stay_light()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        for (ulong part = 0; part < 10; part++)
        {
            await agent.SendAsync(Wire.Array([.. Enumerable.Range(1, 1000).Select(i => Wire.Array(
                Spans.One((part * 1000) + (ulong)i, 1, 0, "shop", "web.request", string.Create(CultureInfo.InvariantCulture, $"GET /{part}/{i}"), (part * 1000) + (ulong)i, 5)))]));
        }

        byte[][] big = [.. Enumerable.Range(1, 2000).Select(i => Spans.One(5, (ulong)i, (ulong)(i / 3), "shop", "work", "step", i, 3))];
        await agent.SendAsync(Spans.Payload(big));
        IPage page = await browser.OpenAsync(agent.Client.BaseAddress!, "/traces/0000000000000005?span=2000");
        var clock = Stopwatch.StartNew();
        await page.Locator(".line.selected[data-span=\"2000\"]").WaitForAsync();
        Assert.InRange(await page.Locator(".waterfall [role=treeitem]").CountAsync(), 10, 100);

        await page.GotoAsync("/?q=GET+/9/999");
        await page.Locator(".found", new() { HasTextString = "1 of 10,000 traces" }).WaitForAsync();
        await page.GotoAsync("/");
        await page.Locator(".found", new() { HasTextString = "the newest 200" }).WaitForAsync();
        Assert.Equal(200, await page.Locator(".rows .row").CountAsync());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"took {clock.Elapsed}");
    }
}
