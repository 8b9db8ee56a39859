namespace Waybill.Brokers.Tests;

/// <summary>
/// Marks what is started while it is in use, by an environment variable that every descendant inherits, and gives temporary files a
/// place of their own; so that a test can tell what stays behind.
/// </summary>
internal sealed class Traces : IDisposable
{
    private const string Variable = "WAYBILL_TEST_MARK";
    private const string TemporaryFolderVariable = "TMPDIR";

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly string? _temporaryFolder = Environment.GetEnvironmentVariable(TemporaryFolderVariable);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-traces-");

    public Traces()
    {
        Environment.SetEnvironmentVariable(Variable, _mark);
        Environment.SetEnvironmentVariable(TemporaryFolderVariable, _folder.FullName);
    }

    public FileSystemInfo[] Files => _folder.GetFileSystemInfos("*", SearchOption.AllDirectories);

    public List<int> ProcessIds =>
        [.. Directory.EnumerateDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0).Where(IsMarked)];

    /// <summary>The command lines of the marked processes.</summary>
    public List<string> Processes => [.. ProcessIds.Select(id => $"{id} {ReadOrNothing($"/proc/{id}/cmdline").Replace('\0', ' ')}")];

    /// <summary>Waits until no marked process is left, five seconds at most, and returns those that are.</summary>
    public async Task<List<string>> ProcessesAfterStopAsync()
    {
        for (var attempt = 0; attempt < 100 && Processes.Count > 0; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return Processes;
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Environment.SetEnvironmentVariable(TemporaryFolderVariable, _temporaryFolder);
        _folder.Delete(recursive: true);
    }

    private bool IsMarked(int id) => id != 0 && ReadOrNothing($"/proc/{id}/environ").Contains(_mark, StringComparison.Ordinal);

    private static string ReadOrNothing(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
