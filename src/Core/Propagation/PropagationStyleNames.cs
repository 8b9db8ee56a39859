using Waybill.Core.Configuration;

namespace Waybill.Core.Propagation;

/// <summary>The names of formats in environment variables: Datadog's, with the deprecated ones, and OpenTelemetry's.</summary>
internal static class PropagationStyleNames
{
    private const string OpenTelemetry = "OTEL_PROPAGATORS";

    private static readonly PropagationStyle[] Default = [PropagationStyle.Datadog, PropagationStyle.TraceContext, PropagationStyle.Baggage];

    /// <summary>The first variable that is there decides, even if it names nothing: then the default holds.</summary>
    internal static PropagationStyle[] Read(EnvironmentReader environment, params ReadOnlySpan<string> variables)
    {
        var otel = environment.Raw(OpenTelemetry);
        foreach (var variable in variables)
        {
            if (environment.Raw(variable) is { } text)
            {
                if (otel is not null)
                {
                    environment.Warn($"{variable} and {OpenTelemetry} are both set; {OpenTelemetry} is ignored.");
                }

                return Parse(environment, variable, text, isOpenTelemetry: false);
            }
        }

        return otel is null ? Default : Parse(environment, OpenTelemetry, otel, isOpenTelemetry: true);
    }

    /// <summary>What Datadog calls a format in the link attribute <c>context_headers</c>.</summary>
    internal static string DisplayName(PropagationStyle style) => style switch
    {
        PropagationStyle.Datadog => "datadog",
        PropagationStyle.TraceContext => "tracecontext",
        PropagationStyle.B3Multi => "b3multi",
        PropagationStyle.B3Single => "b3",
        PropagationStyle.Baggage => "baggage",
        _ => "xray",
    };

    private static PropagationStyle[] Parse(EnvironmentReader environment, string variable, string text, bool isOpenTelemetry)
    {
        List<PropagationStyle> styles = [];
        var isNone = false;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (name.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                isNone = true;
            }
            else if (StyleOf(name, isOpenTelemetry) is not { } style)
            {
                environment.Warn(
                    $"{variable} names '{name}', which is no format; it is ignored. There are: datadog, tracecontext, b3, b3multi, b3 single header, baggage, xray, none.");
                isNone = true; // a list of nothing but unknown names is no wish for the default
            }
            else if (!styles.Contains(style))
            {
                styles.Add(style);
            }
        }

        return styles.Count == 0 && !isNone ? Default : [.. styles];
    }

    /// <summary>Plain <c>b3</c> is the single header for OpenTelemetry, and several headers in Datadog's variables, as documented for .NET.</summary>
    private static PropagationStyle? StyleOf(string name, bool isOpenTelemetry) => name.ToUpperInvariant() switch
    {
        "DATADOG" => PropagationStyle.Datadog,
        "TRACECONTEXT" or "W3C" => PropagationStyle.TraceContext,
        "B3" => isOpenTelemetry ? PropagationStyle.B3Single : PropagationStyle.B3Multi,
        "B3MULTI" => PropagationStyle.B3Multi,
        "B3 SINGLE HEADER" or "B3SINGLEHEADER" or "B3SINGLE" => PropagationStyle.B3Single,
        "BAGGAGE" => PropagationStyle.Baggage,
        "XRAY" => PropagationStyle.XRay,
        _ => null,
    };
}
