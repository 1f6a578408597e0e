using System.Diagnostics;
using System.Globalization;

namespace RspDebug.DebugAdapter.Cli.Demo;

/// <summary>What the demo prints: what it does, what came of it, and how long it took.</summary>
internal sealed class DemoPrinter(TextWriter output, DemoFirmware firmware)
{
    private readonly Stopwatch _sinceStep = new();
    private string _partial = string.Empty;

    /// <summary>Begins a step.</summary>
    public void Step(string what)
    {
        output.WriteLine();
        output.WriteLine($"> {what}");
        _sinceStep.Restart();
    }

    /// <summary>A line of a step's outcome.</summary>
    public void Line(string text) => output.WriteLine($"    {text}");

    /// <summary>Where the target stands: function, place, source line, and the time since the step began.</summary>
    public void Stopped(DemoFrame top)
    {
        string time = _sinceStep.Elapsed.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
        Line($"{top.Pc} {top.Name} at {top.Unit}:{top.Line}  ({time} ms)");
        string text = firmware.LineText(top.Unit, top.Line);
        if (text.Length > 0) Line($"{top.Line,5} | {text}");
    }

    /// <summary>A call stack with the variables of each frame.</summary>
    public void Stack(IEnumerable<(DemoFrame Frame, string Variables)> frames)
    {
        int level = 0;
        foreach ((DemoFrame frame, string variables) in frames)
        {
            string place = frame.Unit.Length > 0 ? $"{frame.Unit}:{frame.Line}" : frame.Pc;
            Line($"#{level++,-2} {frame.Name,-44} {place}");
            if (variables.Length > 0) Line($"       {variables}");
        }
    }

    /// <summary>Text from the server or the firmware, which comes in any pieces; whole lines are printed.</summary>
    public void Output(string text)
    {
        _partial += text;
        while (_partial.IndexOf('\n', StringComparison.Ordinal) is >= 0 and int end)
        {
            output.WriteLine($"    : {_partial[..end].TrimEnd()}");
            _partial = _partial[(end + 1)..];
        }
    }

    /// <summary>The end.</summary>
    public void End(string text)
    {
        output.WriteLine();
        output.WriteLine(text);
    }
}
