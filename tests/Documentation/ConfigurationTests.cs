namespace Waybill.Documentation.Tests;

/// <summary>docs/configuration.md lists what the code knows, all of it and nothing else.</summary>
public class ConfigurationTests
{
    [Fact]
    public void Every_variable_is_listed_and_known() =>
        Compare(KnownSettings.Variables, ConfigurationPage.Rows.SelectMany(row => row.Variables), "variable");

    [Fact]
    public void Every_option_is_listed_and_known() =>
        Compare(KnownSettings.Options.Keys, ConfigurationPage.Rows.SelectMany(row => row.Options), "option");

    [Fact]
    public void Every_default_is_that_of_the_code()
    {
        var wrong =
            from row in ConfigurationPage.Rows
            from option in row.Options
            where KnownSettings.Options.ContainsKey(option) && !IsTheMachines(option)
            let actual = KnownSettings.DefaultOf(KnownSettings.Options[option])
            where actual != row.Default?.Replace(", ", ",", StringComparison.Ordinal)
            select $"{ConfigurationPage.Path}:{row.Line}: {option} is {actual ?? "nothing that has a text"} by default, and not {row.Default}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Much_is_known()
    {
        Assert.True(KnownSettings.Variables.Count > 40);
        Assert.True(KnownSettings.Options.Count > 45);
        Assert.Contains("WAYBILL_DIAGNOSTICS", KnownSettings.Variables);
    }

    /// <summary>Those that come from the program or the machine where nothing is set.</summary>
    private static bool IsTheMachines(string option) => option is "TracerSettings.ServiceName" or "TracerSettings.AgentUri";

    private static void Compare(IEnumerable<string> known, IEnumerable<string> listed, string what)
    {
        Assert.Empty(known.Except(listed).Order().Select(name => $"{ConfigurationPage.Path} lacks the {what} {name}"));
        Assert.Empty(listed.Except(known).Order().Select(name => $"{ConfigurationPage.Path} lists the {what} {name}, which the code does not know"));
        Assert.Empty(listed.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"{ConfigurationPage.Path} lists the {what} {group.Key} twice"));
    }
}
