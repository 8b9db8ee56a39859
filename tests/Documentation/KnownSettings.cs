using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Waybill.Documentation.Tests;

/// <summary>The variables and options that the assemblies of src know.</summary>
internal static partial class KnownSettings
{
    private static readonly Assembly[] Assemblies =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => name != "Waybill.LocalAgent") // a program of its own, set by arguments
            .Select(Assembly.Load),
    ];

    /// <summary>Every text in the code that is the name of a variable.</summary>
    internal static IReadOnlySet<string> Variables { get; } = Assemblies.SelectMany(TextsOf).Where(text => Variable().IsMatch(text)).ToHashSet();

    /// <summary>Properties that a program can set, of public classes called Settings or Options.</summary>
    internal static IReadOnlyDictionary<string, PropertyInfo> Options { get; } = Assemblies
        .SelectMany(assembly => assembly.GetExportedTypes())
        .Where(type => type.IsClass && (type.Name.EndsWith("Settings", StringComparison.Ordinal) || type.Name.EndsWith("Options", StringComparison.Ordinal)))
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .ToDictionary(property => $"{property.DeclaringType!.Name}.{property.Name}");

    /// <summary>How the page is to write an option's default; null where that is a matter of words.</summary>
    internal static string? DefaultOf(PropertyInfo option) => option.GetValue(Instance(option.DeclaringType!)) switch
    {
        bool flag => flag ? "true" : "false",
        string text => text,
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IFormattable value when value.GetType().IsPrimitive || value is Enum => value.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list when list.Cast<object>().ToArray() is { Length: > 0 } items && items[0] is not KeyValuePair<string, string> => string.Join(',', items),
        _ => null,
    };

    private static readonly Dictionary<Type, object> Instances = [];

    /// <summary>With no environment variable set.</summary>
    private static object Instance(Type type)
    {
        if (Instances.TryGetValue(type, out var known))
        {
            return known;
        }

        Func<string, string?> nothing = _ => null;
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        var ofEnvironment = type.GetConstructor(All, [typeof(Func<string, string?>)]);
        var owner = typeof(Core.TracerSettings).GetProperties().FirstOrDefault(property => property.PropertyType == type);
        return Instances[type] = ofEnvironment?.Invoke([nothing])
            ?? owner?.GetValue(Instance(typeof(Core.TracerSettings)))
            ?? Activator.CreateInstance(type)!;
    }

    private static IEnumerable<string> TextsOf(Assembly assembly)
    {
        using PEReader file = new(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        for (var text = MetadataTokens.UserStringHandle(1); !text.IsNil; text = metadata.GetNextHandle(text))
        {
            yield return metadata.GetUserString(text);
        }
    }

    [GeneratedRegex("^(DD|DATADOG|OTEL|WAYBILL)_[A-Z0-9_]+$")]
    private static partial Regex Variable();
}
