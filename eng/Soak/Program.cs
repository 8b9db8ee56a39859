using System.Globalization;
using Waybill.Soak;

// soak [SECONDS]: by default five minutes. The second form is the traced program, which the first one starts.
if (args is ["load", var agent, var length, var spool])
{
    await new Load(new Uri(agent), TimeSpan.FromSeconds(Seconds(length)), spool).RunAsync();
    return 0;
}

return await new SoakRun(TimeSpan.FromSeconds(args is [var seconds, ..] ? Seconds(seconds) : 300)).RunAsync() ? 0 : 1;

static int Seconds(string text) => int.TryParse(text.TrimEnd('s'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= 10
    ? seconds
    : throw new ArgumentException($"'{text}' is no number of seconds from 10 on.");
