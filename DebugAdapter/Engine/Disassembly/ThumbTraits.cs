namespace RspDebug.DebugAdapter.Engine.Disassembly;

/// <summary>What stepping and the FPSCR rules must know of an instruction besides its successor.</summary>
[Flags]
internal enum ThumbTraits
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>Coprocessor 10 or 11: VFP data, load/store, <c>VMRS</c>, <c>VMSR</c>.</summary>
    FloatingPoint = 1 << 0,

    /// <summary><c>IT</c>: makes the next one to four instructions conditional.</summary>
    IfThen = 1 << 1,

    /// <summary><c>LDREX</c> and its sizes: opens an exclusive sequence.</summary>
    ExclusiveLoad = 1 << 2,

    /// <summary><c>STREX</c> and its sizes: closes an exclusive sequence.</summary>
    ExclusiveStore = 1 << 3,

    /// <summary><c>WFI</c> or <c>WFE</c>.</summary>
    Waits = 1 << 4,

    /// <summary><c>CPS</c> or <c>MSR</c>: changes masks, stack selection or FP context.</summary>
    WritesSystemRegister = 1 << 5,

    /// <summary>Stores to memory through the base register in <see cref="ThumbFlow.BaseRegister"/>.</summary>
    Store = 1 << 6,

    /// <summary>An <see cref="ThumbFlowKind.IndirectBranch"/> that leaves the function: <c>BX LR</c>, <c>POP {pc}</c>, <c>LDM sp!,{..pc}</c>.</summary>
    Return = 1 << 7,
}
