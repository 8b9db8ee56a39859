using System.Reflection;
using System.Runtime.CompilerServices;

namespace Waybill.PublicApi.Tests;

/// <summary>The line of a type.</summary>
internal static class TypeText
{
    public static string Of(Type type)
    {
        var attributes = AttributeText.Of(type);
        var name = TypeName.WithNamespace(type);
        if (type.IsEnum)
        {
            return $"{attributes}public enum {name} : {TypeName.Of(Enum.GetUnderlyingType(type))}";
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"{attributes}public delegate {MemberText.Result(invoke)} {name}({MemberText.Parameters(invoke)}){Constraints(type)}";
        }

        IEnumerable<Type> bases =
        [
            .. type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent] : Type.EmptyTypes,
            .. type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).OrderBy(TypeName.Of, StringComparer.Ordinal),
        ];
        var inherits = string.Join(", ", bases.Select(TypeName.Of));
        return $"{attributes}public {Kind(type)} {name}{(inherits.Length > 0 ? " : " + inherits : "")}{Constraints(type)}";
    }

    /// <summary>The where clauses of a generic type or method.</summary>
    public static string Constraints(params IEnumerable<Type> arguments) => string.Concat(arguments.SelectMany(Arguments).Select(Constraint));

    private static IEnumerable<Type> Arguments(Type type) => type.IsGenericParameter ? [type] : type.GetGenericArguments();

    private static string Kind(Type type)
    {
        var record = type.GetMethod("<Clone>$") is not null || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null
            ? "record "
            : "";
        return type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } =>
                $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{record}struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => $"abstract {record}class",
            { IsSealed: true } => $"sealed {record}class",
            _ => $"{record}class",
        };
    }

    private static string Constraint(Type argument)
    {
        var flags = argument.GenericParameterAttributes;
        var isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> all =
        [
            .. flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
            .. isStruct ? ["struct"] : Array.Empty<string>(),
            .. argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(TypeName.Of).Order(StringComparer.Ordinal),
            .. flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct ? ["new()"] : Array.Empty<string>(),
            .. flags.HasFlag(GenericParameterAttributes.AllowByRefLike) ? ["allows ref struct"] : Array.Empty<string>(),
        ];
        return all.Count > 0 ? $" where {argument.Name} : {string.Join(", ", all)}" : "";
    }
}
