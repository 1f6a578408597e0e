namespace RspDebug.DebugAdapter.Tests.Execution.Truth;

/// <summary>
/// Derives from a recorded run where a step must end. The rules: a step ends at the first instruction of a statement of another line in
/// the same activation, at the place behind the return in the caller, or, when stepping in, behind the prologue of a function with lines.
/// Inlined copies are functions that begin and end without a call. Exception handlers are passed over.
/// </summary>
internal sealed class StepOracle(RecordedRun run, SourceTruth source)
{
    /// <summary>The end of a step; null when the record ends before.</summary>
    public StepEnd? Find(StepRequest request, StepEnd origin) => request switch
    {
        StepRequest.Next => FindLine(origin, into: false),
        StepRequest.Step => FindLine(origin, into: true),
        StepRequest.Finish => FindReturn(origin),
        _ => FindInstruction(origin.Index, into: request == StepRequest.StepInstruction),
    };

    /// <summary>True when the frame has a caller, its own or the function that it is inlined into.</summary>
    public bool CanFinish(StepEnd origin) => origin.VisibleInlined > 0 || run.Frame(origin.Index).Caller is not null;

    private StepEnd Whole(int index) => new(index, source.At(run.Pc(index)).Inlined.Count);

    private StepEnd? FindLine(StepEnd origin, bool into)
    {
        CodePoint start = source.At(run.Pc(origin.Index));
        if (start.Line is null)
            return FindInstruction(origin.Index, into);
        CodeBlock? hidden = start.Inlined.ElementAtOrDefault(origin.VisibleInlined);
        if (into && hidden is not null)
            return origin with { VisibleInlined = origin.VisibleInlined + 1 };
        var walk = new LineWalk(start, origin.VisibleInlined, hidden is null ? (start.Line.File, start.Line.Line) : (hidden.CallFile, hidden.CallLine), into);
        return Walk(origin.Index, into, walk);
    }

    private StepEnd? FindReturn(StepEnd origin)
    {
        CodePoint start = source.At(run.Pc(origin.Index));
        return origin.VisibleInlined > 0
            ? Walk(origin.Index, into: false, new LineWalk(start, origin.VisibleInlined, null, false) { OnlyOut = true })
            : Walk(origin.Index, into: false, null);
    }

    private StepEnd? Walk(int start, bool into, LineWalk? lines)
    {
        TraceFrame frame = run.Frame(start);
        for (int i = start + 1; i < run.Length; i++)
        {
            TraceFrame here = run.Frame(i);
            if (IsInHandler(here, frame))
                continue;
            if (!here.IsWithin(frame))
                return Whole(i);
            if (ReferenceEquals(here, frame) && lines is not null && source.At(run.Pc(i)) is var point && ReferenceEquals(point.Function, lines.Function))
            {
                if (lines.Visit(run.Pc(i), point) is { } visible)
                    return new StepEnd(i, visible);
            }
            else if (into && here.Depth <= frame.Depth + 1 && source.At(run.Pc(i)).Function is { } callee && source.BodyStart(callee.Entry) == run.Pc(i))
            {
                return Whole(i);
            }
        }

        return null;
    }

    private StepEnd? FindInstruction(int start, bool into)
    {
        // An interrupt that the record has at this very place waits for the step: the instruction is the one behind it.
        while (start + 1 < run.Length && run.Frame(start + 1) is { IsHandler: true } interrupt && ReferenceEquals(interrupt.Caller, run.Frame(start))
            && interrupt.ReturnPc == run.Pc(start) && run.Ipsr(start + 1) != 11)
            start = run.IndexBehind(start + 1);
        TraceFrame frame = run.Frame(start);
        bool isSupervisorCall = start + 1 < run.Length && run.Frame(start + 1) is { IsHandler: true } handler
            && ReferenceEquals(handler.Caller, frame) && handler.ReturnPc == run.Pc(start) && run.Ipsr(start + 1) == 11;
        for (int i = start + 1; i < run.Length; i++)
        {
            TraceFrame here = run.Frame(i);
            bool isEntered = into && (isSupervisorCall || (here.Handlers == frame.Handlers && here.IsWithin(frame)));
            if (isEntered || !(IsInHandler(here, frame) || (here.IsWithin(frame) && !ReferenceEquals(here, frame))))
                return Whole(i);
        }

        return null;
    }

    // A handler that interrupts the frame, or what the frame returned to.
    private static bool IsInHandler(TraceFrame here, TraceFrame frame)
    {
        TraceFrame? context = here.IsWithin(frame) ? frame : frame.Caller;
        return context is not null && here.IsWithin(context) && here.Handlers > context.Handlers;
    }
}
