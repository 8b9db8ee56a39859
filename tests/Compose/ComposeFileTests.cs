using YamlDotNet.Serialization;

namespace Waybill.Compose.Tests;

public sealed class ComposeFileTests
{
    private static readonly string[] Always = ["kafka", "rabbitmq", "sqs", "storefront", "fulfilment", "shipping", "notifier"];
    private static readonly string[] Roles = ["storefront", "fulfilment", "shipping", "notifier"];
    private static readonly string[] RoleSettings =
    [
        "KAFKA_BOOTSTRAP_SERVERS", "RABBITMQ_URI", "SQS_SERVICE_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION",
        "DD_ENV", "DD_VERSION", "DD_TRACE_AGENT_PORT",
    ];

    [Theory]
    [InlineData("local", "agent-local")]
    [InlineData("datadog", "agent-datadog")]
    public async Task A_profile_has_the_brokers_the_roles_and_its_own_agent(string profile, string agent)
    {
        var services = await ConfigAsync(profile);

        Assert.Equal(Always.Append(agent).Order(), services.Select(service => service.Name).Order());
        Assert.Equal(["agent"], services.Single(service => service.Name == agent).Aliases);
    }

    [Theory]
    [InlineData("local")]
    [InlineData("datadog")]
    public async Task Every_service_keeps_the_rules(string profile)
    {
        Assert.All(await ConfigAsync(profile), service =>
        {
            Assert.True(service.HasHealthCheck, $"{service.Name} has no health check");
            Assert.NotEqual("host", service.NetworkMode);
            Assert.All(service.PublishedOn, address => Assert.Equal("127.0.0.1", address));
            Assert.Matches(@"^[a-z0-9./-]+:\d+\.\d+\.\d+(-[a-z0-9]+)?$", service.Image);
        });
    }

    [Theory]
    [InlineData("local")]
    [InlineData("datadog")]
    public async Task The_roles_are_one_image_and_talk_to_the_agent_by_one_name(string profile)
    {
        var roles = (await ConfigAsync(profile)).Where(service => Roles.Contains(service.Name)).ToList();

        Assert.Single(roles.Select(role => role.Image).Distinct());
        Assert.All(roles, role =>
        {
            Assert.True(role.IsBuiltHere);
            Assert.Equal([role.Name], role.Command);
            Assert.Equal(role.Name, role.Environment["DD_SERVICE"]);
            Assert.Equal("agent", role.Environment["DD_AGENT_HOST"]);
            Assert.All(RoleSettings, setting => Assert.NotEmpty(role.Environment[setting]));
        });
        Assert.Contains("ASPNETCORE_URLS", roles.Single(role => role.Name == "storefront").Environment.Keys);
    }

    /// <summary>The services of the file that this profile starts.</summary>
    private static async Task<List<ComposeService>> ConfigAsync(string profile)
    {
        var compose = await ComposeCommand.FindAsync();
        Assert.SkipWhen(compose is null, "neither 'docker compose' nor 'docker-compose' is installed (apt-get install docker-compose)");
        var result = await ComposeCommand.RunAsync([.. compose, "-f", FindFile(), "--profile", profile, "config"]);
        Assert.True(result is { ExitCode: 0 }, result?.Error);

        var file = new Deserializer().Deserialize<Dictionary<string, object>>(result!.Output);
        return [.. ((Dictionary<object, object>)file["services"])
            .Select(pair => new ComposeService((string)pair.Key, (Dictionary<object, object>)pair.Value))
            // Compose 1 prints the services of every profile.
            .Where(service => service.Profiles.Count == 0 || service.Profiles.Contains(profile))];
    }

    private static string FindFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "docker-compose.yml");
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new FileNotFoundException($"There is no docker-compose.yml in a folder above {AppContext.BaseDirectory}.");
    }
}
