namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>The lines and inlined copies that one activation passes through during a step.</summary>
internal sealed class LineWalk(CodePoint start, int visible, (string File, int Line)? line, bool into)
{
    private IReadOnlyList<CodeBlock> _inside = [.. start.Inlined.Take(visible)];
    private (string File, int Line)? _line = line;

    public CodeBlock? Function => start.Function;

    /// <summary>Only leaving the innermost visible copy ends the step.</summary>
    public bool OnlyOut { get; init; }

    private bool _isOut;

    /// <summary>The next instruction of the activation; gives the number of entered copies when the step ends here.</summary>
    public int? Visit(uint pc, CodePoint point)
    {
        int common = _inside.Zip(point.Inlined).TakeWhile(p => ReferenceEquals(p.First, p.Second)).Count();
        if (common < _inside.Count)
        {
            _inside = [.. _inside.Take(common)];
            _line = null;
            _isOut = true;
        }

        if (OnlyOut && !_isOut)
            return null;
        return point.Inlined.Count > common ? VisitInlined(pc, point, point.Inlined[common]) : VisitLine(point);
    }

    private int? VisitInlined(uint pc, CodePoint point, CodeBlock copy)
    {
        if (pc == copy.Entry && (copy.CallFile, copy.CallLine) != _line)
            return _inside.Count;
        if (!into)
            return null;
        if (pc == copy.Entry)
            return _inside.Count + 1;
        return point.StartsStatement ? point.Inlined.Count : null;
    }

    private int? VisitLine(CodePoint point)
    {
        if (point.Line is not { } row)
            return null;
        if (point.StartsStatement && (row.File, row.Line) != _line)
            return _inside.Count;
        _line = (row.File, row.Line);
        return null;
    }
}
