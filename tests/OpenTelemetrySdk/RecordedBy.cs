namespace Waybill.OpenTelemetrySdk.Tests;

/// <summary>Who records the spans of a run.</summary>
[Flags]
public enum RecordedBy
{
    Waybill = 1,
    OpenTelemetry = 2,
    Both = Waybill | OpenTelemetry,
}
