namespace Thinker;

/// <summary>A web server that says where it listens, and runs until Ctrl-C or SIGTERM.</summary>
internal static class Web
{
    public static async Task RunAsync(string name, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        await using var app = builder.Build();
        map(app);
        await app.StartAsync();
        Console.WriteLine($"{name} ready {app.Urls.FirstOrDefault()}");
        await app.WaitForShutdownAsync();
    }
}
