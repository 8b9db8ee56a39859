namespace Waybill.LocalAgent.Terminal;

/// <summary>The characters that a tree is drawn with.</summary>
internal sealed record TreeGlyphs(string Branch, string LastBranch, string Line, string Gap, string Error, char Bar, char Queue)
{
    /// <summary>For terminals that show Unicode.</summary>
    public static TreeGlyphs Unicode { get; } = new("├─ ", "└─ ", "│ ", "  ", "✗ ", '█', '░');

    /// <summary>For all others.</summary>
    public static TreeGlyphs Ascii { get; } = new("|- ", "`- ", "| ", "  ", "! ", '#', '.');
}
