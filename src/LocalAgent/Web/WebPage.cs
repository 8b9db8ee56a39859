using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Waybill.LocalAgent.Web;

/// <summary>The web page: files that are embedded in this assembly and sent as they are.</summary>
internal static class WebPage
{
    private const string Prefix = "page/";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    // The places of the page that have an address of their own.
    private static readonly string[] Addresses = ["/", "/traces", "/traces/{id}", "/services", "/services/{name}", "/map"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        Assembly assembly = typeof(WebPage).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            byte[] content = Read(assembly, name);
            string type = Types[Path.GetExtension(name)];
            string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..8])}\"";
            string[] paths = name == Prefix + "index.html" ? Addresses : [$"/{name}"];
            foreach (string path in paths)
            {
                routes.MapGet(path, context => SendAsync(context, content, type, tag));
            }
        }
    }

    private static async Task SendAsync(HttpContext context, byte[] content, string type, string tag)
    {
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        await context.Response.BodyWriter.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
