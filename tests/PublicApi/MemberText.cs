using System.Reflection;
using System.Runtime.CompilerServices;

namespace Waybill.PublicApi.Tests;

/// <summary>The lines of members.</summary>
internal static class MemberText
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string OfEnum(FieldInfo field) => $"{AttributeText.Of(field)}{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}";

    public static string Of(FieldInfo field)
    {
        var kind = field.IsLiteral ? "const " : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
        var value = field.IsLiteral ? $" = {AttributeText.Constant(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{AttributeText.Of(field)}{(field.IsPublic ? "public" : "protected")} {kind}{Required(field)}{TypeName.Of(Nullability.Create(field))} {field.Name}{value}";
    }

    public static string Of(ConstructorInfo constructor) =>
        $"{AttributeText.Of(constructor)}{Access(constructor)} {constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})";

    public static string Of(EventInfo item) =>
        $"{AttributeText.Of(item)}{Modifiers(item.AddMethod!)}event {TypeName.Of(Nullability.Create(item))} {item.Name}";

    public static string Of(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(ApiText.IsVisible).ToList();
        var widest = accessors.Find(accessor => accessor.IsPublic) ?? accessors[0];
        var index = property.GetIndexParameters();
        var name = index.Length > 0 ? $"this[{string.Join(", ", index.Select(Of))}]" : property.Name;
        var told = accessors.Select(accessor => (accessor.IsPublic == widest.IsPublic ? "" : Access(accessor) + " ") + Kind(accessor)).Order(StringComparer.Ordinal);
        return $"{AttributeText.Of(property)}{Modifiers(widest)}{Required(property)}{TypeName.Of(Nullability.Create(property))} {name} {{ {string.Join("; ", told)}; }}";

        string Kind(MethodInfo accessor) =>
            accessor == property.GetMethod ? "get"
            : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init"
            : "set";
    }

    public static string Of(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{AttributeText.Of(method)}{Modifiers(method)}{Result(method)} {method.Name}{generic}({extension}{Parameters(method)})"
            + TypeText.Constraints(method.IsGenericMethod ? method.GetGenericArguments() : []);
    }

    public static string Result(MethodInfo method) =>
        (method.ReturnType.IsByRef ? "ref " : "") + TypeName.Of(Nullability.Create(method.ReturnParameter));

    public static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Of));

    private static string Of(ParameterInfo parameter)
    {
        var way = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true, IsIn: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        var value = parameter.HasDefaultValue ? $" = {AttributeText.Constant(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{way}{TypeName.Of(Nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static string Required(MemberInfo member) => member.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";

    private static string Modifiers(MethodInfo method)
    {
        var isOverride = method.GetBaseDefinition() != method;
        var inheritance = method switch
        {
            { DeclaringType.IsInterface: true, IsStatic: false } => method.IsAbstract ? "" : "virtual ",
            { IsAbstract: true } => "abstract ",
            _ when isOverride => method.IsFinal ? "sealed override " : "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
        return $"{Access(method)} {(method.IsStatic ? "static " : "")}{inheritance}";
    }
}
