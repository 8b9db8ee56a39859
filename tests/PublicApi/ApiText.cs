using System.Reflection;
using System.Runtime.CompilerServices;

namespace Waybill.PublicApi.Tests;

/// <summary>The public and protected declarations of an assembly as lines much like C#, in an order that does not depend on the source.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Of);

    private static IEnumerable<string> Of(Type type)
    {
        yield return TypeText.Of(type);
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            yield break; // its line has the signature
        }

        IEnumerable<string> members = type.IsEnum
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(MemberText.OfEnum)
            :
            [
                .. type.GetFields(Declared).Where(IsVisible).Select(MemberText.Of),
                .. type.GetConstructors(Declared).Where(IsVisible).Select(MemberText.Of),
                .. type.GetEvents(Declared).Where(item => IsVisible(item.AddMethod!)).Select(MemberText.Of),
                .. type.GetProperties(Declared).Where(item => item.GetAccessors(true).Any(IsVisible)).Select(MemberText.Of),
                .. type.GetMethods(Declared).Where(IsVisible).Where(IsWritten).Select(MemberText.Of),
            ];
        foreach (var member in members.Order(StringComparer.Ordinal))
        {
            yield return "    " + member;
        }
    }

    internal static bool IsVisible(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsVisible(FieldInfo field) => field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);

    /// <summary>Neither an accessor nor one of those that the compiler gives to a record.</summary>
    private static bool IsWritten(MethodInfo method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute)) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));
}
