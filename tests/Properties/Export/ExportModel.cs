using Waybill.Core;

namespace Waybill.Properties.Tests.Export;

/// <summary>What the exporter must come to, in a few numbers: of each process since its start, and what the agent has of all.</summary>
internal sealed class ExportModel
{
    private readonly SortedDictionary<DropReason, long> dropped = [];
    private long ended;
    private long recovered;
    private long accepted;
    private long buffered;
    private long spooled;

    internal AgentMood Mood { get; private set; }

    internal bool IsDiskThere { get; private set; } = true;

    internal long AcceptedByAgent { get; private set; }

    internal ExportStatistics Statistics => new()
    {
        Ended = ended, Recovered = recovered, Accepted = accepted, Buffered = buffered, Spooled = spooled, Dropped = dropped,
    };

    internal void End(int traces)
    {
        ended += traces;
        buffered += traces;
    }

    internal void AgentBecomes(AgentMood mood) => Mood = mood;

    /// <summary>The disk does not go while files wait: the one that is open could still be read, and the model knows of no files.</summary>
    internal void DiskBecomes(bool isThere) => IsDiskThere = isThere || spooled > 0;

    /// <summary>Time passes.</summary>
    internal void Settle()
    {
        if (Mood.Answers())
        {
            Answer(buffered + spooled);
            buffered = spooled = 0;
        }
    }

    /// <summary>The process ends.</summary>
    internal void Stop()
    {
        if (IsDiskThere)
        {
            spooled += buffered;
        }
        else
        {
            Drop(DropReason.SpoolFailed, buffered);
        }

        buffered = 0;
    }

    /// <summary>Another process begins.</summary>
    /// <param name="damaged">Spans in the file that was damaged meanwhile.</param>
    internal void Start(long damaged)
    {
        IsDiskThere = true;
        dropped.Clear();
        ended = accepted = 0;
        recovered = spooled;
        spooled -= damaged;
        Drop(DropReason.SpoolCorrupt, damaged);
    }

    private void Answer(long spans)
    {
        if (Mood.Loss() is { } reason)
        {
            Drop(reason, spans);
        }
        else
        {
            accepted += spans;
            AcceptedByAgent += spans;
        }
    }

    private void Drop(DropReason reason, long spans)
    {
        if (spans > 0)
        {
            dropped[reason] = dropped.GetValueOrDefault(reason) + spans;
        }
    }
}
