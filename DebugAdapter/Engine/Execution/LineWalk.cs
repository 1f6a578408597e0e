namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>
/// Follows one activation through its lines and inlined copies, and decides where a step ends: at the first instruction of a statement
/// of another line, at the line that calls another inlined copy, or in the copy when it is stepped into.
/// </summary>
/// <remarks>gdb's rules (infrun, "stepped into inlined subroutine"), except that leaving a copy ends the step at the next statement whatever its line is.</remarks>
internal sealed class LineWalk
{
    private readonly StepKind _kind;
    private readonly bool _onlyOut;
    private readonly InlinedCall? _onlyInto;
    private IReadOnlyList<InlinedCall> _inside;
    private SourceLine? _line;
    private bool _isOut;

    private LineWalk(CodePlace start, int visible, SourceLine? line, StepKind kind, bool onlyOut, InlinedCall? onlyInto)
    {
        FunctionEntry = start.FunctionEntry;
        (_kind, _onlyOut, _onlyInto, _line) = (kind, onlyOut, onlyInto, line);
        _inside = [.. start.Inlined.Take(visible)];
    }

    /// <summary>The function that is stepped through.</summary>
    public uint FunctionEntry { get; }

    /// <summary>Starts a step over or into one line.</summary>
    /// <param name="start">Where the target stands.</param>
    /// <param name="visible">How many copies around it are entered.</param>
    /// <param name="kind">What is done with calls.</param>
    /// <param name="onlyInto">With <see cref="StepKind.Over"/>, the one copy that is entered all the same.</param>
    public static LineWalk OfLine(CodePlace start, int visible, StepKind kind, InlinedCall? onlyInto = null) =>
        new(start, visible, visible < start.Inlined.Count ? start.Inlined[visible].Call : start.Line, kind, onlyOut: false, onlyInto);

    /// <summary>Starts a step out of the innermost entered copy.</summary>
    /// <param name="start">Where the target stands.</param>
    /// <param name="visible">How many copies around it are entered; at least 1.</param>
    public static LineWalk OutOfCopy(CodePlace start, int visible) => new(start, visible, null, StepKind.Over, onlyOut: true, null);

    /// <summary>Takes the next place of the activation.</summary>
    /// <returns>How many copies are entered when the step ends here; null when it goes on.</returns>
    public int? Visit(uint pc, CodePlace place)
    {
        int common = place.CommonCopies(_inside);
        if (common < _inside.Count)
        {
            _inside = [.. _inside.Take(common)];
            _line = null;
            _isOut = true;
        }

        if (_onlyOut && !_isOut)
            return null;
        return place.Inlined.Count > common ? VisitCopy(pc, place, place.Inlined[common]) : VisitLine(place);
    }

    /// <summary>True when the step cannot end at the address and nothing is learnt there, so that it may be run through freely.</summary>
    /// <param name="address">An instruction.</param>
    /// <param name="place">Its place.</param>
    public bool RunsThrough(uint address, CodePlace place)
    {
        if (place.FunctionEntry != FunctionEntry || place.CommonCopies(_inside) < _inside.Count)
            return false;
        if (_onlyOut && !_isOut)
            return true;
        if (place.Inlined.Count == _inside.Count)
            return place.Line is null || place.Line == _line;
        InlinedCall copy = place.Inlined[_inside.Count];
        if (address == copy.Entry && copy.Call != _line)
            return false;
        return _kind == StepKind.Over ? !IsChosen(address, copy) : address != copy.Entry && !place.StartsStatement;
    }

    private bool IsChosen(uint address, InlinedCall copy) => address == copy.Entry && ReferenceEquals(copy, _onlyInto);

    private int? VisitCopy(uint pc, CodePlace place, InlinedCall copy)
    {
        if (pc == copy.Entry && copy.Call != _line)
            return _inside.Count;
        if (_kind == StepKind.Over)
            return IsChosen(pc, copy) ? _inside.Count + 1 : null;
        if (pc == copy.Entry)
            return _inside.Count + 1;
        return place.StartsStatement ? place.Inlined.Count : null;
    }

    private int? VisitLine(CodePlace place)
    {
        if (place.Line is not { } line)
            return null;
        if (place.StartsStatement && line != _line)
            return _inside.Count;
        _line = line;
        return null;
    }
}
