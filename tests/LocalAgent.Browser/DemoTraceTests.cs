using System.Text.Json;
using Microsoft.Playwright;
using Waybill.Brokers;
using Waybill.Demo;
using Waybill.Browser;

namespace Waybill.LocalAgent.Browser.Tests;

/// <summary>The demo's traces as somebody sees them who opens the page.</summary>
public sealed class DemoTraceTests(BrowserFixture browser, ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_orders_are_found_and_their_four_services_stand_in_order_and_nested()
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        Pipeline started;
        try
        {
            started = await Pipeline.StartAsync(output.WriteLine, Stop);
        }
        catch (BrokerUnavailableException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }

        await using Pipeline pipeline = started;
        await DemoRun.RunAsync(pipeline, output.WriteLine, Stop);
        var orders = OrderFile.Read().Orders;

        IPage page = await browser.OpenAsync(pipeline.Agent);
        await AssertShippedAsync(page, orders.Last(order => order.IsValid).Id);
        await AssertFailedAsync(page, orders.First(order => !order.IsValid).Id);
        await AssertMapAsync(page);
    }

    private static async Task AssertShippedAsync(IPage page, string order)
    {
        await SearchAsync(page, order);
        Assert.Equal(["Kafka", "RabbitMQ", "SQS"], (await page.Locator(".rows .row .c-brokers .tag").AllInnerTextsAsync()).Order());
        await page.Locator(".rows .row").First.ClickAsync();
        await page.Locator(".waterfall [role=treeitem]").First.WaitForAsync();

        (string Service, string Name, int Level)[] rows = await RowsAsync(page);
        Assert.Equal(["storefront", "fulfilment", "shipping", "notifier"], rows.Select(row => row.Service).Distinct());
        (string, string, int)[] chain =
        [
            ("storefront", "aspnet_core.request", 1), ("storefront", "kafka.produce", 2), ("fulfilment", "kafka.process", 3), ("fulfilment", "amqp.command", 4),
            ("shipping", "amqp.command", 5), ("shipping", "sqs.request", 6), ("notifier", "aws_sqs.process", 7),
        ];
        Assert.Equal(chain, rows.Where(chain.Contains));
        Assert.True(await page.Locator(".time .gap").CountAsync() >= 3, "each broker's queue time is a gap");
        Assert.Equal(["storefront", "fulfilment", "shipping", "notifier"], await page.Locator(".way .service").AllInnerTextsAsync());
    }

    private static async Task AssertFailedAsync(IPage page, string order)
    {
        await page.Keyboard.PressAsync("1");
        await SearchAsync(page, order);
        await page.Locator(".rows .row").First.ClickAsync();
        Assert.Contains("EnsureShippable", await page.Locator(".stack").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("at least 1 can be shipped", await page.Locator(".error .message").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task AssertMapAsync(IPage page)
    {
        await page.Keyboard.PressAsync("3");
        await page.Locator(".map .node").First.WaitForAsync();
        string[] names = [.. (await page.Locator(".map .node .name").AllTextContentsAsync()).Order()];
        Assert.Equal(["fulfilment", "notifications", "notifier", "orders", "shipping", "shipping", "storefront"], names);
        Assert.Equal(6, await page.Locator(".map .edge").CountAsync());
    }

    private static async Task SearchAsync(IPage page, string order)
    {
        await page.Locator("input[type=search]").FillAsync(order);
        await page.Locator(".rows .row").Nth(1).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.WaitForAddressAsync(order);
        await page.Locator(".found", new() { HasTextString = "1 of " }).WaitForAsync();
        Assert.Equal(1, await page.Locator(".rows .row").CountAsync());
    }

    private static async Task<(string Service, string Name, int Level)[]> RowsAsync(IPage page)
    {
        const string Script = "rows => JSON.stringify(rows.map(row => [row.querySelector('.service').textContent, row.querySelector('.name').textContent, Number(row.ariaLevel)]))";
        string json = await page.Locator(".waterfall [role=treeitem]").EvaluateAllAsync<string>(Script);
        using JsonDocument rows = JsonDocument.Parse(json);
        return [.. rows.RootElement.EnumerateArray().Select(row => (row[0].GetString()!, row[1].GetString()!, row[2].GetInt32()))];
    }
}
