using System.Reflection;

namespace Waybill.PublicApi.Tests;

/// <summary>The name of a type as it stands in a signature, with its nullability where that is known.</summary>
internal static class TypeName
{
    // What everybody knows goes without its namespace; a type of another library shows where it is from.
    private static readonly HashSet<string> Known =
        ["System", "System.Collections.Generic", "System.Threading", "System.Threading.Tasks", "System.Diagnostics", "Waybill.Core"];

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(char)] = "char", [typeof(double)] = "double", [typeof(float)] = "float",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(object)] = "object", [typeof(short)] = "short", [typeof(string)] = "string",
        [typeof(uint)] = "uint", [typeof(ulong)] = "ulong", [typeof(ushort)] = "ushort", [typeof(void)] = "void",
    };

    public static string Of(Type type) => Of(type, null);

    public static string Of(NullabilityInfo info) => Of(info.Type, info) + (IsNullableReference(info) ? "?" : "");

    /// <summary>Of a declaration: with the variance of its parameters.</summary>
    public static string WithNamespace(Type type) => $"{type.Namespace}.{Unqualified(type, type.GetGenericArguments().Select(Parameter))}";

    private static string Parameter(Type argument) =>
        (argument.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
        {
            GenericParameterAttributes.Covariant => "out ",
            GenericParameterAttributes.Contravariant => "in ",
            _ => "",
        } + argument.Name;

    // Of a type parameter it is not known.
    private static bool IsNullableReference(NullabilityInfo info) =>
        !info.Type.IsValueType && !info.Type.IsGenericParameter && (info.ReadState == NullabilityState.Nullable || info.WriteState == NullabilityState.Nullable);

    private static string Of(Type type, NullabilityInfo? info)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, info);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value, null) + "?";
        }

        if (type.IsArray)
        {
            return $"{(info?.ElementType is { } element ? Of(element) : Of(type.GetElementType()!, null))}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var arguments = info is { GenericTypeArguments.Length: > 0 }
            ? info.GenericTypeArguments.Select(Of)
            : type.GetGenericArguments().Select(argument => Of(argument, null));
        var name = Unqualified(type, arguments);
        return type.IsGenericParameter || Known.Contains(type.Namespace ?? "") ? name : $"{type.Namespace}.{name}";
    }

    private static string Unqualified(Type type, IEnumerable<string> arguments)
    {
        var outer = type is { IsNested: true, IsGenericParameter: false } ? Unqualified(type.DeclaringType!, []) + "." : "";
        var written = string.Join(", ", arguments);
        return outer + type.Name.Split('`')[0] + (written.Length > 0 ? $"<{written}>" : "");
    }
}
