using RspDebug.Dwarf.Unwind;

namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>What will be true again when a call has returned or an exception has ended.</summary>
/// <param name="Pc">Where execution goes on.</param>
/// <param name="Sp">The stack pointer there.</param>
/// <param name="OnProcessStack">SP was PSP.</param>
/// <param name="Registers">The registers at the call or at the interruption.</param>
/// <param name="Chain">Identifies this frame and all below it by their addresses.</param>
internal sealed record ShadowFrame(uint Pc, uint Sp, bool OnProcessStack, RegisterSet Registers, int Chain)
{
    /// <summary>The stack frame of the exception; null for a call.</summary>
    public ShadowException? Exception { get; init; }

    /// <summary>A call from a function into its own middle. Such a subroutine may leave for its function's caller, so its frame is optional.</summary>
    public bool IsLocal { get; init; }

    public bool IsException => Exception is not null;
}
