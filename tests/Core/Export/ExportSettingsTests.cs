using Waybill.Core.Configuration;

namespace Waybill.Core.Tests.Export;

public class ExportSettingsTests
{
    private readonly List<string> warnings = [];

    [Fact]
    public void Defaults()
    {
        var settings = Read([]);
        Assert.Equal((10_485_760, 64L << 20, 256L << 20), (settings.MaxPayloadBytes, settings.MaxMemoryBytes, settings.MaxSpoolBytes));
        Assert.Equal((TimeSpan.FromDays(1), TimeSpan.FromSeconds(5)), (settings.MaxSpoolAge, settings.ShutdownTimeout));
        Assert.Null(settings.SpoolDirectory);
        Assert.Empty(warnings);
    }

    [Fact]
    public void The_environment_is_read()
    {
        var settings = Read(new()
        {
            ["DD_TRACE_BUFFER_SIZE"] = "100000",
            ["WAYBILL_BUFFER_MAX_BYTES"] = "2000000",
            ["WAYBILL_SPOOL_DIRECTORY"] = " /spool ",
            ["WAYBILL_SPOOL_MAX_BYTES"] = "300000",
            ["WAYBILL_SPOOL_MAX_AGE_SECONDS"] = "60",
            ["WAYBILL_SHUTDOWN_TIMEOUT_SECONDS"] = "0",
        });
        Assert.Equal((100_000, 2_000_000, 300_000), (settings.MaxPayloadBytes, settings.MaxMemoryBytes, settings.MaxSpoolBytes));
        Assert.Equal(("/spool", TimeSpan.FromMinutes(1), TimeSpan.Zero), (settings.SpoolDirectory, settings.MaxSpoolAge, settings.ShutdownTimeout));
        Assert.Empty(warnings);
    }

    [Fact]
    public void What_is_out_of_range_is_told_and_the_default_holds()
    {
        Assert.Equal(10_485_760, Read(new() { ["DD_TRACE_BUFFER_SIZE"] = "1" }).MaxPayloadBytes);
        Assert.Equal(TimeSpan.FromSeconds(5), Read(new() { ["WAYBILL_SHUTDOWN_TIMEOUT_SECONDS"] = "-1" }).ShutdownTimeout);
        Assert.Equal(2, warnings.Count);
    }

    [Fact]
    public void Code_is_told_what_is_out_of_range()
    {
        var settings = Read([]);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MaxPayloadBytes = 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MaxPayloadBytes = 51 << 20);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MaxMemoryBytes = 1000);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MaxSpoolBytes = 1000);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MaxSpoolAge = TimeSpan.Zero);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.ShutdownTimeout = TimeSpan.FromHours(2));
    }

    private ExportSettings Read(Dictionary<string, string?> environment) => new(new EnvironmentReader(name => environment.GetValueOrDefault(name), warnings.Add));
}
