using RspDebug.Dwarf.Unwind;

namespace RspDebug.Dwarf.Tests.Unwind.Board;

/// <summary>What will be true again when a call has returned or an exception has ended.</summary>
/// <param name="Pc">Where execution goes on.</param>
/// <param name="Sp">The stack pointer there.</param>
/// <param name="IsException">An exception, not a call.</param>
/// <param name="IsLocal">A call from a function into its own middle. Such a subroutine may leave for its function's caller, so its frame is optional.</param>
/// <param name="Registers">The registers at the call or at the interruption.</param>
/// <param name="HasFloatContext">CONTROL.FPCA at the interruption: S0-S15 and FPSCR are stacked.</param>
internal sealed record ShadowFrame(uint Pc, uint Sp, bool IsException, bool IsLocal, RegisterSet Registers, bool HasFloatContext);
