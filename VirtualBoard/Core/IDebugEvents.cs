namespace RspDebug.VirtualBoard.Core;

/// <summary>What the debug unit hears from the core. Without one installed nothing costs a cycle of host time.</summary>
public interface IDebugEvents
{
    /// <summary>Asked when the instruction at <paramref name="address"/> is decoded (first halfword), not each time it runs:
    /// after a comparator changed, call <see cref="Processor.InvalidateDecoded"/>.</summary>
    FetchMatch MatchFetch(uint address);

    /// <summary>A BKPT, or an instruction that <see cref="MatchFetch"/> called a breakpoint, is about to execute.</summary>
    /// <param name="address">Address of the instruction; PC stays there when the core halts.</param>
    /// <param name="immediate">The BKPT's operand, or null for a comparator match.</param>
    BreakpointAction OnBreakpoint(uint address, int? immediate);

    /// <summary>An instruction that <see cref="MatchFetch"/> called watched has retired. May call <see cref="Processor.Halt"/>.</summary>
    void OnWatchedInstruction(uint address);

    /// <summary>Exception <paramref name="number"/> was entered: PC is its first instruction. May call <see cref="Processor.Halt"/> (vector catch).</summary>
    /// <param name="number">Exception number, 1..15 or 16 + IRQ.</param>
    /// <param name="status">What the fault set in CFSR during this entry; 0 for interrupts. Tells the DEMCR.VC_xxxERR causes apart.</param>
    void OnVectorCatch(int number, uint status);
}
