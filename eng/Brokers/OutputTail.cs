namespace Waybill.Brokers;

/// <summary>The last lines that a process wrote. Safe for use from several threads.</summary>
internal sealed class OutputTail
{
    private const int Lines = 200;
    private const int LineLength = 2_000;

    private readonly Queue<string> lines = new(Lines);

    public void Add(string line)
    {
        lock (lines)
        {
            if (lines.Count == Lines)
            {
                lines.Dequeue();
            }

            lines.Enqueue(line.Length > LineLength ? line[..LineLength] : line);
        }
    }

    public override string ToString()
    {
        lock (lines)
        {
            return string.Join('\n', lines);
        }
    }
}
