using RspDebug.DebugAdapter.Engine.Stack;
using RspDebug.Dwarf.Unwind;

namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>One row of a backtrace.</summary>
/// <param name="Level">0 is the innermost; inlined functions are rows of their own.</param>
/// <param name="Frame">Function and place.</param>
/// <param name="Onward">How the frame below on the stack was found, or would be; <see cref="UnwindMethod.None"/> when there is none.</param>
/// <param name="Locals">Arguments first; empty when they were not asked for or are not known.</param>
internal sealed record BacktraceFrame(int Level, StackFrame Frame, UnwindMethod Onward, IReadOnlyList<VariableView> Locals)
{
    /// <summary>True for a copy that was inlined into the row below.</summary>
    public bool IsInlined => Frame.Source is { IsInlined: true };

    /// <summary>SP before the call that made the frame; null when no method found it.</summary>
    public uint? Cfa => (uint?)Frame.Physical.Cfa?.Value;

    /// <summary>SP in the frame; null when it is not known.</summary>
    public uint? Sp => Frame.Physical.Registers[CoreRegister.Sp];

    /// <summary>LR in the frame; null when it is not known.</summary>
    public uint? Lr => Frame.Physical.Registers[CoreRegister.Lr];

    /// <summary>How the frame below was found from this one: <c>cfi</c>, <c>ehabi</c>, <c>prologue</c>, <c>epilogue</c>, <c>exception</c>, or <c>end</c> when there is none.</summary>
    public string How => Onward switch
    {
        UnwindMethod.Cfi => "cfi",
        UnwindMethod.Ehabi => "ehabi",
        UnwindMethod.Prologue => "prologue",
        UnwindMethod.Epilogue => "epilogue",
        UnwindMethod.Exception => "exception",
        _ => "end",
    };
}
