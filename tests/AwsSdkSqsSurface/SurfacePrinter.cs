using System.Reflection;

namespace Waybill.AwsSdkSqsSurface.Tests;

/// <summary>Prints the public types and members of an assembly; namespaces named Internal are not part of its contract.</summary>
internal static class SurfacePrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
    };

    public static IEnumerable<string> Print(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        where !type.Namespace!.Split('.').Contains("Internal")
        from line in Print(type)
        select line;

    private static IEnumerable<string> Print(Type type)
    {
        yield return Header(type);
        foreach (var constructor in type.GetConstructors(Declared))
            yield return $"    ctor({Parameters(constructor)})";
        foreach (var property in type.GetProperties(Declared))
            yield return $"    {Name(property.PropertyType)} {property.Name} {{ {Accessors(property)} }}";
        foreach (var field in type.GetFields(Declared))
            yield return $"    {(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}";
        foreach (var method in type.GetMethods(Declared).Where(method => !method.IsSpecialName))
            yield return $"    {Modifier(method)}{Name(method.ReturnType)} {method.Name}({Parameters(method)})";
    }

    private static string Header(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var parent = type.BaseType is { } known && known != typeof(object) ? $": {Name(known)} " : "";
        return $"{kind} {type.FullName} {parent}{string.Join(',', type.GetInterfaces().Select(Name))}";
    }

    private static string Accessors(PropertyInfo property) =>
        string.Join(' ', new[]
        {
            property.GetMethod is { IsPublic: true } ? "get;" : "",
            property.SetMethod is { IsPublic: true } ? "set;" : "",
        }.Where(accessor => accessor.Length > 0));

    private static string Modifier(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { IsVirtual: true, IsFinal: false, DeclaringType.IsInterface: false } => "virtual ",
        _ => "",
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.IsOptional ? " = default" : "")}"));

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Name(value) + "?";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (!type.IsGenericType)
            return type.Name;
        var arguments = string.Join(", ", type.GetGenericArguments().Select(Name));
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{arguments}>";
    }
}
