namespace Waybill.Core.Export.Mapping;

/// <summary>What type of span Datadog makes of a call to a database, by the name that the OpenTelemetry conventions give to the system, old names included.</summary>
/// <remarks>
/// https://opentelemetry.io/docs/specs/semconv/registry/attributes/db/#db-system-name; the types are those of
/// https://docs.datadoghq.com/opentelemetry/mapping/semantic_mapping/. The agent makes the values in statements of type <c>sql</c> unreadable.
/// </remarks>
internal static class DatabaseTypes
{
    internal static string Of(string system) => system switch
    {
        "redis" or "memcached" or "mongodb" or "elasticsearch" or "opensearch" or "cassandra" => system,
        "postgresql" or "mysql" or "mariadb" or "sqlite" or "cockroachdb" or "clickhouse" or "trino" => "sql",
        "microsoft.sql_server" or "mssql" or "oracle.db" or "oracle" or "ibm.db2" or "db2" or "other_sql" => "sql",
        _ => "db",
    };
}
