namespace Waybill.Brokers;

/// <summary>Finds eng/fauxqs of the checkout that this assembly was built in, and Node to run it.</summary>
internal static class FauxqsFolder
{
    private const string Remedy = $"or set {Broker.SqsVariable} to an http:// address.";

    public static string Find()
    {
        if (!IsOnPath("node"))
        {
            throw new BrokerUnavailableException($"No SQS emulator: node is not in PATH. Install Node 20 or later, {Remedy}");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "eng", "fauxqs");
            if (Directory.Exists(Path.Combine(candidate, "node_modules", "fauxqs")))
            {
                return candidate;
            }
        }

        throw new BrokerUnavailableException(
            $"No SQS emulator: eng/fauxqs/node_modules is missing above {AppContext.BaseDirectory}. Run 'npm ci' in eng/fauxqs, {Remedy}");
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
