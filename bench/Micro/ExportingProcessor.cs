using System.Diagnostics;
using OpenTelemetry;

namespace Waybill.Benchmarks.Micro;

/// <summary>Encodes so many spans as one request, on the thread that ended the last of them.</summary>
internal sealed class ExportingProcessor(BaseExporter<Activity> exporter, int spans) : BaseProcessor<Activity>
{
    private readonly Activity[] ended = new Activity[spans];
    private int count;

    public override void OnEnd(Activity data)
    {
        ended[count++] = data;
        if (count == ended.Length)
        {
            exporter.Export(new Batch<Activity>(ended, count));
            count = 0;
        }
    }

    protected override void Dispose(bool disposing)
    {
        exporter.Dispose();
        base.Dispose(disposing);
    }
}
