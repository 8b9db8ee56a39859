using System.Text;
using Waybill.Core.Configuration;

namespace Waybill.Core.Propagation;

/// <summary>
/// The lines of <c>WAYBILL_DIAGNOSTICS=1</c>: one for each context that is written, read or left out. <see cref="Current"/> is null when it is off.
/// </summary>
/// <remarks>
/// It can be left on: one subject has <see cref="LinesPerSubject"/> lines a second and all together <see cref="LinesPerSecond"/>, of
/// <see cref="MaxLength"/> characters at most. What is left out is counted, and told with the next line.
/// </remarks>
/// <param name="clock">Seconds; the machine's by default.</param>
internal sealed class ContextLog(Func<long>? clock = null)
{
    internal const string Variable = "WAYBILL_DIAGNOSTICS";
    internal const int LinesPerSubject = 5;
    internal const int LinesPerSecond = 50;
    internal const int MaxLength = 600;

    [ThreadStatic]
    private static bool isWriting;

    private readonly Func<long> clock = clock ?? (() => Environment.TickCount64 / 1000);
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> linesOf = [];
    private long second;
    private int lines;
    private int leftOut;

    /// <summary>Null when nothing is to be logged, which is then all that it costs.</summary>
    internal static ContextLog? Current { get; set; } = IsAskedFor(StableConfiguration.Around(Environment.GetEnvironmentVariable)) ? new() : null;

    /// <summary>Takes the lines: standard error, until a tracer brings its log.</summary>
    internal static Action<string> Sink { get; set; } = WriteToStandardError;

    internal static bool IsAskedFor(Func<string, string?> environment) => new EnvironmentReader(environment, WriteToStandardError).Flag(Variable, otherwise: false);

    /// <summary>Logs a line, if there is room for it in this second.</summary>
    /// <param name="verb">inject or extract.</param>
    /// <param name="subject">What was sent or received, such as <c>kafka send orders</c>.</param>
    /// <param name="outcome">What became of the context. May hold anything: it is escaped here.</param>
    internal void Tell(string verb, string subject, string outcome)
    {
        if (isWriting || !HasRoom(subject, out var before))
        {
            return; // the log itself may send messages
        }

        isWriting = true;
        try
        {
            Sink(Escaped($"{verb} {subject}: {outcome}{(before > 0 ? $" ({before} lines before this one were left out)" : "")}"));
        }
#pragma warning disable CA1031 // The program's own code, which may throw anything: tracing must not cost the message.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
        finally
        {
            isWriting = false;
        }
    }

    private static string Escaped(string line)
    {
        StringBuilder text = new(Math.Min(line.Length, MaxLength));
        foreach (var character in line)
        {
            if (text.Length >= MaxLength)
            {
                return text.Append("...").ToString();
            }

            _ = character is >= ' ' and <= '~' ? text.Append(character) : text.Append($"\\u{(int)character:x4}");
        }

        return text.ToString();
    }

    private static void WriteToStandardError(string line) => Console.Error.WriteLine("waybill: " + line);

    private bool HasRoom(string subject, out int before)
    {
        lock (gate)
        {
            if (clock() is var now && now != second)
            {
                second = now;
                lines = 0;
                linesOf.Clear();
            }

            before = 0;
            var ofSubject = linesOf.GetValueOrDefault(subject);
            if (lines >= LinesPerSecond || ofSubject >= LinesPerSubject)
            {
                leftOut++;
                return false;
            }

            lines++;
            linesOf[subject] = ofSubject + 1;
            (before, leftOut) = (leftOut, 0);
            return true;
        }
    }
}
