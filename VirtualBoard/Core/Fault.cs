namespace RspDebug.VirtualBoard.Core;

/// <summary>Synchronous exceptions an instruction can raise, by the status bit that reports them (DDI0403E B3.2.15).</summary>
internal enum Fault : byte
{
    None,
    UndefinedInstruction,
    InvalidState,
    InvalidPc,
    NoCoprocessor,
    Unaligned,
    DivideByZero,
    InstructionBusError,
    InstructionAccessViolation,
    PreciseBusError,
    DataAccessViolation,
    LazyStackingBusError,
    LazyStackingAccessViolation,
    StackingBusError,
    StackingAccessViolation,
    UnstackingBusError,
    UnstackingAccessViolation,
    SupervisorCall,
    Breakpoint,
}
