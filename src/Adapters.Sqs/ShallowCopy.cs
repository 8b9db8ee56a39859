using System.Runtime.CompilerServices;

namespace Waybill.Adapters.Sqs;

/// <summary>Copies of requests and entries, so that the caller's own stay as they are.</summary>
/// <remarks>
/// Not property by property: that would lose the properties that a newer version of the SDK adds, and what the SDK keeps in a request's
/// private fields.
/// </remarks>
internal static class ShallowCopy
{
    internal static T Of<T>(T original)
        where T : class => (T)MemberwiseClone(original);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(MemberwiseClone))]
    private static extern object MemberwiseClone(object original);
}
