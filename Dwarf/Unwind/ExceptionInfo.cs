using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>The exception that interrupted a frame, and the stack frame that the processor pushed for it.</summary>
/// <param name="Number">Exception number (IPSR of the handler); null when the server does not give xPSR.</param>
/// <param name="ExcReturn">The value that ends the handler.</param>
/// <param name="FrameBase">Address of the stacked R0.</param>
/// <param name="IsLazyPending">Space for S0-S15 and FPSCR is reserved but not written: their values are still in the processor.</param>
/// <param name="HasPadding">A word was inserted below to align the stack to 8 bytes.</param>
public sealed record ExceptionInfo(int? Number, ExcReturn ExcReturn, TargetAddress FrameBase, bool IsLazyPending, bool HasPadding)
{
    /// <summary><c>HardFault</c>, <c>SysTick</c>, <c>IRQ 3</c>.</summary>
    public string Name => Number is { } number ? ExceptionNames.Name(number) : "exception";

    /// <summary>The interrupted code is a thread, not another handler.</summary>
    public bool ReturnsToThread => ExcReturn.ReturnsToThread;

    /// <summary>The frame has room for floating point state (26 words instead of 8).</summary>
    public bool IsExtended => ExcReturn.IsExtended;

    /// <summary>The stack that holds the frame.</summary>
    public StackBank Stack => ExcReturn.UsesProcessStack ? StackBank.Process : StackBank.Main;
}
