namespace Waybill.LocalAgent.Storage;

/// <summary>
/// Gives equal texts of many spans one object. Of a fixed size: a text that comes to a taken place takes it over.
/// Any thread may call it; what two threads do to one place costs at most a second object.
/// </summary>
internal sealed class TextPool
{
    private const int Places = 4096;
    private const int MaxLength = 200;
    private readonly string?[] texts = new string?[Places];

    /// <summary>The text itself, or one that is equal to it.</summary>
    public string Share(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return text;
        }

        ref string? place = ref texts[(uint)string.GetHashCode(text) % Places];
        if (place is { } known && known == text)
        {
            return known;
        }

        place = text;
        return text;
    }
}
