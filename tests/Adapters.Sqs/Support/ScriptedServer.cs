using System.Net;
using System.Text;

namespace Waybill.Adapters.Sqs.Tests.Support;

/// <summary>Neither SQS nor an agent: an HTTP server on loopback that answers each request as the test prescribes, also as no emulator does.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Func<string, (HttpStatusCode Status, string Json)> answer;

    internal ScriptedServer(Func<string, (HttpStatusCode Status, string Json)> answer)
    {
        this.answer = answer;
        for (var attempt = 0; ; attempt++)
        {
            Url = $"http://127.0.0.1:{Random.Shared.Next(15_000, 32_000)}/";
            listener.Prefixes.Clear();
            listener.Prefixes.Add(Url);
            try
            {
                listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 50)
            {
                // The port is taken: the next one.
            }
        }

        _ = ServeAsync();
    }

    internal string Url { get; private set; }

    internal string QueueUrl => Url + "000000000000/scripted";

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var (status, json) = answer(await reader.ReadToEndAsync());
                context.Response.StatusCode = (int)status;
                context.Response.ContentType = "application/x-amz-json-1.0";
                context.Response.AddHeader("x-amzn-RequestId", "scripted-request");
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return; // closed
            }
        }
    }
}
