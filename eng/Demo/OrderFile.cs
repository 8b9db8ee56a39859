using System.Text.Json;
using System.Text.Json.Nodes;

namespace Waybill.Demo;

/// <summary>The orders that the demo posts.</summary>
internal sealed record OrderFile(IReadOnlyList<(string Id, string Json, bool IsValid)> Orders)
{
    public static OrderFile Read()
    {
        var folder = Path.GetDirectoryName(BuiltProgram.Path("samples/OrderPipeline", "OrderPipeline"))!;
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "orders.json")));
        return new OrderFile([.. json.RootElement.EnumerateArray().Select(order => (
            order.GetProperty("id").GetString()!,
            JsonNode.Parse(order.GetRawText())!.ToJsonString(),
            order.GetProperty("lines").EnumerateArray().All(line => line.GetProperty("quantity").GetInt32() > 0)))]);
    }
}
