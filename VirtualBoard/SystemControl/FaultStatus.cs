using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.SystemControl;

/// <summary>Bits of CFSR (B3.2.15) and HFSR (B3.2.16), and which exception reports which fault.</summary>
internal static class FaultStatus
{
    public const uint MmarValid = 1 << 7;
    public const uint ImpreciseError = 1 << 10;
    public const uint BfarValid = 1 << 15;
    public const uint InvalidState = 1 << 17;
    public const uint InvalidPc = 1 << 18;
    public const uint HardVectorTable = 1 << 1;
    public const uint HardForced = 1 << 30;
    public const uint HardDebugEvent = 1u << 31;

    public static uint Bit(Fault fault) => fault switch
    {
        Fault.InstructionAccessViolation => 1 << 0,
        Fault.DataAccessViolation => 1 << 1,
        Fault.UnstackingAccessViolation => 1 << 3,
        Fault.StackingAccessViolation => 1 << 4,
        Fault.LazyStackingAccessViolation => 1 << 5,
        Fault.InstructionBusError => 1 << 8,
        Fault.PreciseBusError => 1 << 9,
        Fault.UnstackingBusError => 1 << 11,
        Fault.StackingBusError => 1 << 12,
        Fault.LazyStackingBusError => 1 << 13,
        Fault.UndefinedInstruction => 1 << 16,
        Fault.InvalidState => InvalidState,
        Fault.InvalidPc => InvalidPc,
        Fault.NoCoprocessor => 1 << 19,
        Fault.Unaligned => 1 << 24,
        Fault.DivideByZero => 1 << 25,
        _ => 0,
    };

    public static int Exception(Fault fault)
    {
        if (fault == Fault.SupervisorCall) return ExceptionNumber.SupervisorCall;
        if (fault == Fault.Breakpoint) return ExceptionNumber.DebugMonitor;
        uint bit = Bit(fault);
        return bit < 1 << 8 ? ExceptionNumber.MemManage : bit < 1 << 16 ? ExceptionNumber.BusFault : ExceptionNumber.UsageFault;
    }
}
