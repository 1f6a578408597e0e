using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>One frame of the stack: a function that runs, or that waits for a call to return or an exception to end.</summary>
public sealed class UnwindFrame
{
    internal UnwindFrame(RegisterSet registers, FrameSeed seed, FramePlan plan)
    {
        Registers = registers;
        Level = seed.Level;
        Pc = new CodeAddress(seed.Pc);
        IsCall = seed.IsCall;
        LookupPc = seed.LookupPc;
        How = seed.How;
        Exception = seed.Exception;
        ExceptionNumber = seed.ExceptionNumber;
        Stack = seed.Stack;
        Live = seed.Live;
        Confidence = seed.Confidence;
        Plan = plan;
        Note = seed.Note is null ? plan.Note : plan.Note is null ? seed.Note : $"{seed.Note}; {plan.Note}";
    }

    /// <summary>0 is the innermost frame.</summary>
    public int Level { get; }

    /// <summary>The next instruction of the frame: the address to show. For a caller, the return address.</summary>
    public CodeAddress Pc { get; }

    /// <summary>The address for function, line, inline and variable look-ups: inside the call for a caller, else <see cref="Pc"/>.</summary>
    public CodeAddress LookupPc { get; }

    /// <summary>The frame waits for a call to return; false for the innermost frame and for one that an exception interrupted.</summary>
    public bool IsCall { get; }

    /// <summary>SP before the call that made this frame; null when no method found it.</summary>
    public TargetAddress? Cfa => Plan.Cfa is { } cfa ? new TargetAddress(cfa) : null;

    /// <summary>The registers as this frame sees them.</summary>
    public RegisterSet Registers { get; }

    /// <summary>How this frame was found.</summary>
    public UnwindMethod How { get; }

    /// <summary>How its caller will be found.</summary>
    public UnwindMethod CallerMethod => Plan.Method;

    /// <summary>How sure it is that this frame exists as shown.</summary>
    public FrameConfidence Confidence { get; }

    /// <summary>The exception that interrupted this frame; null when a call did.</summary>
    public ExceptionInfo? Exception { get; }

    /// <summary>The exception that this frame's code handles; 0 in Thread mode; null when the server does not give xPSR.</summary>
    public int? ExceptionNumber { get; }

    /// <summary>The stack that the frame lies on.</summary>
    public StackBank Stack { get; }

    /// <summary>What a reader should know: a doubt, a fallback and its reason. Null when all is plain.</summary>
    public string? Note { get; }

    internal FramePlan Plan { get; }

    /// <summary>The processor's registers at the stop: a pending lazy FP frame has its values there.</summary>
    internal RegisterSet Live { get; }

    /// <inheritdoc/>
    public override string ToString() => $"#{Level} {Pc} cfa {Cfa?.ToString() ?? "?"} {How}";
}
