namespace Thinker;

/// <summary>Takes questions from outside. ASP.NET Core makes the span of the request.</summary>
internal static class ThinkerApi
{
    public static Task RunAsync(Func<string[], CancellationToken, Task<byte[]>> ask) => Web.RunAsync("thinker-api", app => app.MapGet(
        "/think/",
        async (string[] subject, CancellationToken cancellation) =>
            Results.Bytes(await ask(subject, cancellation), "application/json")));
}
