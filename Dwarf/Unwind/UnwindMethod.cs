namespace RspDebug.Dwarf.Unwind;

/// <summary>A way from a frame to its caller.</summary>
public enum UnwindMethod
{
    /// <summary>There is none.</summary>
    None,
    /// <summary>No unwinding: the processor's registers.</summary>
    Live,
    /// <summary>Call frame information.</summary>
    Cfi,
    /// <summary>Arm exception handling tables (<c>.ARM.exidx</c>).</summary>
    Ehabi,
    /// <summary>Analysis of the function's instructions from its start.</summary>
    Prologue,
    /// <summary>Simulation of the rest of an epilogue.</summary>
    Epilogue,
    /// <summary>The stack frame that the processor pushed at an exception.</summary>
    Exception,
}
