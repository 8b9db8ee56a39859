namespace Waybill.Core;

/// <summary>A user, for <see cref="SpanExtensions.SetUser"/>. What is null (the default of all but the id) is left out.</summary>
/// <param name="Id">What identifies the user: tag <c>usr.id</c>.</param>
public readonly record struct UserDetails(string Id)
{
    /// <summary>Whether the id goes out to other services with the trace, as <c>_dd.p.usr.id</c>; false by default.</summary>
    public bool PropagateId { get; init; }

    /// <summary>Tag <c>usr.email</c>.</summary>
    public string? Email { get; init; }

    /// <summary>Tag <c>usr.name</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Tag <c>usr.session_id</c>.</summary>
    public string? SessionId { get; init; }

    /// <summary>Tag <c>usr.role</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Tag <c>usr.scope</c>.</summary>
    public string? Scope { get; init; }

    internal IEnumerable<KeyValuePair<string, string>> Tags => new (string Key, string? Value)[]
    {
        ("usr.id", Id), ("usr.email", Email), ("usr.name", Name), ("usr.session_id", SessionId), ("usr.role", Role), ("usr.scope", Scope),
    }.Where(tag => !string.IsNullOrEmpty(tag.Value)).Select(tag => KeyValuePair.Create(tag.Key, tag.Value!));
}
