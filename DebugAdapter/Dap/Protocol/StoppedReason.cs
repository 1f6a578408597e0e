namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The reasons of a <see cref="StoppedEvent"/> that clients know.</summary>
public static class StoppedReason
{
    /// <summary>A step ended.</summary>
    public const string Step = "step";
    /// <summary>A source breakpoint was hit.</summary>
    public const string Breakpoint = "breakpoint";
    /// <summary>A fault or a caught exception vector.</summary>
    public const string Exception = "exception";
    /// <summary>The user asked for it.</summary>
    public const string Pause = "pause";
    /// <summary>The first stop after start or reset.</summary>
    public const string Entry = "entry";
    /// <summary>A jump ended.</summary>
    public const string Goto = "goto";
    /// <summary>A function breakpoint was hit.</summary>
    public const string FunctionBreakpoint = "function breakpoint";
    /// <summary>A watchpoint was hit.</summary>
    public const string DataBreakpoint = "data breakpoint";
    /// <summary>An instruction breakpoint was hit.</summary>
    public const string InstructionBreakpoint = "instruction breakpoint";
}
