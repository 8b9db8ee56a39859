using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Waybill.PublicApi.Tests;

/// <summary>The attributes that change what a caller may do.</summary>
internal static class AttributeText
{
    private static readonly Type[] Told =
    [
        typeof(FlagsAttribute), typeof(ObsoleteAttribute), typeof(ExperimentalAttribute), typeof(RequiresUnreferencedCodeAttribute),
        typeof(RequiresDynamicCodeAttribute),
    ];

    // A constructor that leaves required members to the caller is obsolete for compilers that do not know them, and has this attribute too.
    public static string Of(MemberInfo member) => string.Concat(
        Told.Where(type => member.IsDefined(type, inherit: false) && !member.IsDefined(typeof(CompilerFeatureRequiredAttribute))).Select(type => $"[{type.Name.Replace("Attribute", "", StringComparison.Ordinal)}] "));

    /// <summary>A constant as C# writes it.</summary>
    public static string Constant(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
