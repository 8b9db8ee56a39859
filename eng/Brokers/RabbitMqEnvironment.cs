namespace Waybill.Brokers;

/// <summary>The environment that keeps rabbitmq-server inside one directory and on loopback.</summary>
internal static class RabbitMqEnvironment
{
    internal const string NodeName = "waybill@localhost";

    public static Dictionary<string, string?> For(string directory, int port, int portMapperPort) => new()
    {
        ["HOME"] = directory, // Where Erlang makes its cookie.
        ["ERL_EPMD_PORT"] = $"{portMapperPort}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_CRASH_DUMP"] = "/dev/null",
        ["NOTIFY_SOCKET"] = null,
        ["detached"] = "true", // The script is replaced by the server instead of watching it.
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_NODENAME"] = NodeName,
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = $"{port}",
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_LOG_BASE"] = directory,
        ["RABBITMQ_MNESIA_BASE"] = $"{directory}/mnesia",
        ["RABBITMQ_PID_FILE"] = $"{directory}/pid",
        ["RABBITMQ_CONFIG_FILE"] = $"{directory}/rabbitmq",
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = $"{directory}/advanced.config",
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = $"{directory}/config",
        ["RABBITMQ_SCHEMA_DIR"] = $"{directory}/schema",
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = $"{directory}/enabled_plugins",
        // Replaces the script's flags: its '+sbwt none' alone makes the start three times as long on a virtual machine.
        ["RABBITMQ_SERVER_ERL_ARGS"] = "+P 65536",
        // A node that has its name from the start does not ask for an epmd (half a second).
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            $"-sname {NodeName} -start_epmd false -kernel inet_dist_use_interface {{127,0,0,1}}",
    };
}
