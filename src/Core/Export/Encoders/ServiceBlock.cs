using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Encoders;

/// <summary>The tags that all spans of this process write alike, encoded once: those of the settings, and what the service is.</summary>
/// <param name="Bytes">Keys and values.</param>
/// <param name="Count">How many.</param>
internal sealed record ServiceBlock(byte[] Bytes, int Count)
{
    /// <summary>For spans of the default service: they have its version.</summary>
    internal static ServiceBlock OfDefault(TracerSettings settings) => Of(settings, "version", settings.ServiceVersion);

    /// <summary>For spans of another service: they tell which process they come from.</summary>
    internal static ServiceBlock OfOther(TracerSettings settings) => Of(settings, "_dd.base_service", settings.ServiceName);

    private static ServiceBlock Of(TracerSettings settings, string lastName, string? lastValue)
    {
        MessagePackWriter writer = new();
        var count = 0;
        foreach (var (name, value) in settings.GlobalTags)
        {
            count += TagWriter.Write(writer, name, value);
        }

        count += TagWriter.Write(writer, "language", "dotnet");
        count += TagWriter.Write(writer, "env", settings.Environment);
        count += TagWriter.Write(writer, lastName, lastValue);
        return new ServiceBlock(writer.Written.ToArray(), count);
    }
}
