using System.Globalization;

namespace Waybill.Compose.Tests;

/// <summary>One service in the output of 'config'; Compose 1 and 2 write some of it differently.</summary>
internal sealed class ComposeService(string name, Dictionary<object, object> properties)
{
    public string Name { get; } = name;

    public string Image => (string)properties["image"];

    public bool IsBuiltHere => properties.ContainsKey("build");

    public bool HasHealthCheck =>
        properties.TryGetValue("healthcheck", out var check) && ((Dictionary<object, object>)check).TryGetValue("test", out var test) && test is List<object> { Count: > 1 };

    public string? NetworkMode => properties.GetValueOrDefault("network_mode") as string;

    public IReadOnlyList<string> Profiles => [.. List("profiles").Cast<string>()];

    /// <summary>The addresses on this machine that ports are published on; empty text where it is every address.</summary>
    public IReadOnlyList<string> PublishedOn => [.. List("ports").Select(HostAddress)];

    public IReadOnlyDictionary<string, string> Environment =>
        properties.TryGetValue("environment", out var environment)
            ? ((Dictionary<object, object>)environment).ToDictionary(pair => (string)pair.Key, pair => Convert.ToString(pair.Value, CultureInfo.InvariantCulture) ?? "")
            : new Dictionary<string, string>();

    public IReadOnlyList<string> Command => [.. List("command").Cast<string>()];

    public IReadOnlyList<string> Aliases =>
        properties.TryGetValue("networks", out var networks) && ((Dictionary<object, object>)networks)["default"] is Dictionary<object, object> network
            ? [.. ((List<object>)network["aliases"]).Cast<string>()]
            : [];

    private List<object> List(string property) => properties.TryGetValue(property, out var value) && value is List<object> list ? list : [];

    private static string HostAddress(object port) => port switch
    {
        string text => text.Split(':') is [var address, _, _] ? address : "",
        Dictionary<object, object> map => map.TryGetValue("host_ip", out var address) ? (string)address : "",
        _ => "",
    };
}
