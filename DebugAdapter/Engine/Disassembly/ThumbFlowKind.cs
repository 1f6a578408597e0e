namespace RspDebug.DebugAdapter.Engine.Disassembly;

/// <summary>How an instruction chooses its successor. Thumb-2, ARMv7-M ARM chapter A7.</summary>
internal enum ThumbFlowKind
{
    /// <summary>Goes on with the next instruction.</summary>
    Sequential,

    /// <summary><c>B</c>: one fixed target.</summary>
    Branch,

    /// <summary><c>B&lt;cond&gt;</c>, <c>CBZ</c>, <c>CBNZ</c>: a fixed target or the next instruction.</summary>
    ConditionalBranch,

    /// <summary><c>BL</c>: calls a fixed target and comes back behind the instruction.</summary>
    Call,

    /// <summary><c>BLX Rm</c>: calls an address held in a register.</summary>
    IndirectCall,

    /// <summary>PC is loaded from a register or from memory: <c>BX</c>, <c>POP {pc}</c>, <c>LDM</c>, <c>LDR pc</c>, <c>MOV pc</c>.</summary>
    IndirectBranch,

    /// <summary><c>TBB</c>, <c>TBH</c>: a jump table behind the instruction.</summary>
    TableBranch,

    /// <summary><c>SVC</c>: enters the SVCall exception.</summary>
    SupervisorCall,

    /// <summary><c>BKPT</c>: halts; PC stays.</summary>
    Breakpoint,

    /// <summary><c>UDF</c>, or a halfword that is no instruction: faults.</summary>
    Undefined,
}
