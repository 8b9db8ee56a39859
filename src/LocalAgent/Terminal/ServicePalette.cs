using Spectre.Console;

namespace Waybill.LocalAgent.Terminal;

/// <summary>Gives every service of a trace a colour of its own, in order of appearance; red is left to errors.</summary>
internal sealed class ServicePalette
{
    private static readonly Color[] Colors =
    [
        Color.DeepSkyBlue1, Color.MediumSpringGreen, Color.Gold1, Color.MediumPurple1,
        Color.DarkOrange, Color.Turquoise2, Color.HotPink, Color.GreenYellow,
    ];

    private readonly Dictionary<string, Style> styles = [];

    /// <summary>The service's style.</summary>
    public Style this[string service]
    {
        get
        {
            if (!styles.TryGetValue(service, out Style? style))
            {
                style = new Style(Colors[styles.Count % Colors.Length]);
                styles.Add(service, style);
            }

            return style;
        }
    }
}
