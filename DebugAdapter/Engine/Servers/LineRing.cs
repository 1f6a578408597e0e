using System.Text;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>Keeps the last lines of a text that comes in pieces. Safe to use from several threads.</summary>
/// <param name="capacity">How many lines are kept.</param>
public sealed class LineRing(int capacity)
{
    /// <summary>A line that is longer is cut here.</summary>
    public const int MaxLineLength = 500;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly StringBuilder _unfinished = new();

    /// <summary>The lines, oldest first, with the unfinished one at the end.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return _unfinished.Length == 0 ? [.. _lines] : [.. _lines, _unfinished.ToString()];
        }
    }

    /// <summary>Takes the next piece; empty lines are left out.</summary>
    /// <param name="text">The piece.</param>
    public void Append(string text)
    {
        lock (_gate)
        {
            foreach (char letter in text)
            {
                if (letter is '\n' or '\r') EndLine();
                else if (_unfinished.Length < MaxLineLength) _unfinished.Append(letter);
            }
        }
    }

    private void EndLine()
    {
        if (_unfinished.Length == 0) return;
        _lines.Enqueue(_unfinished.ToString());
        _unfinished.Clear();
        if (_lines.Count > capacity) _lines.Dequeue();
    }
}
