using System.Globalization;

namespace RspDebug.DebugAdapter.Engine.Trace.Sources;

/// <summary>When the bytes of a recorded trace came: read from <c>FILE.times</c>, or even at the rate of the line.</summary>
internal sealed class RecordedTimes
{
    private const double BitsPerByte = 10;      // UART 8N1.
    private readonly List<(TimeSpan At, long Bytes)> _steps = [];
    private readonly double _bytesPerSecond;

    private RecordedTimes(double bytesPerSecond) => _bytesPerSecond = bytesPerSecond;

    /// <summary>Bytes come evenly.</summary>
    public static RecordedTimes Even(int baud) => new(baud / BitsPerByte);

    /// <summary>Reads the lines that <see cref="SavingTraceSource"/> wrote.</summary>
    /// <exception cref="TraceSourceException">A line is not "microseconds bytes", or they do not rise.</exception>
    public static RecordedTimes Read(string path)
    {
        var times = new RecordedTimes(0);
        long last = 0, number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string[] parts = line.Split(' ');
            if (parts.Length != 2 || !double.TryParse(parts[0], CultureInfo.InvariantCulture, out double microseconds) || !(microseconds is >= 0 and < 1e15)
                || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out long bytes) || bytes < last)
            {
                throw new TraceSourceException($"{path}, line {number}: \"{line[..Math.Min(line.Length, 40)]}\" is not \"microseconds bytes\". Use the file that --save wrote, or give --baud.");
            }

            times._steps.Add((TimeSpan.FromMicroseconds(microseconds), last = bytes));
        }

        return times;
    }

    /// <summary>The next piece behind a position.</summary>
    /// <returns>When it came, and the position behind it; null when nothing is known of it.</returns>
    public (TimeSpan At, long End)? After(long position)
    {
        if (_steps.Count == 0)
            return _bytesPerSecond > 0 ? (TimeSpan.FromSeconds((position + Piece) / _bytesPerSecond), position + Piece) : null;
        int index = _steps.FindIndex(_next, step => step.Bytes > position);
        if (index < 0) return null;
        _next = index;
        return (_steps[index].At, _steps[index].Bytes);
    }

    // Some 20 ms of the line.
    private long Piece => Math.Max(1, (long)(_bytesPerSecond / 50));

    private int _next;
}
