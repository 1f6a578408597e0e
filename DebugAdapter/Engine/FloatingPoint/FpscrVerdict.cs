using RspDebug.DebugAdapter.Engine.Disassembly;

namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>Why a change of FPSCR across a single-step is the program's own, or that it is not.</summary>
internal enum FpscrVerdict
{
    /// <summary>No difference.</summary>
    Unchanged,

    /// <summary>Rule 2: the instruction is in the coprocessor 10/11 space.</summary>
    FloatingPointInstruction,

    /// <summary>Rule 3: an exception was taken or returned from.</summary>
    ExceptionBoundary,

    /// <summary>Rule 4: handler mode loaded PC; an exception return reloads FPSCR from the frame.</summary>
    PossibleExceptionReturn,

    /// <summary>Rule 5: the FP context itself changed.</summary>
    ContextChanged,

    /// <summary>Rule 6: other contexts may have run without their FPSCR being stacked.</summary>
    HandlersMayHaveRun,

    /// <summary>Rule 7: the instruction's effects are outside the model.</summary>
    OutsideTheModel,

    /// <summary>Rule 8: execution cannot have changed it: a tool did.</summary>
    ToolFault,
}
