namespace RspDebug.VirtualBoard.Core.Execute;

/// <summary>BKPT, and the stand-ins for instructions that a debug comparator matches.</summary>
internal static class BreakpointOperations
{
    public static void Breakpoint(Processor cpu, Instruction i) => cpu.OnBreakpoint(i, (int)i.Immediate);

    public static void ComparatorMatch(Processor cpu, Instruction i) => cpu.OnBreakpoint(i, null);

    public static void Watched(Processor cpu, Instruction i)
    {
        cpu.ExecuteCovered(i.Covered!);
        cpu.DebugEvents?.OnWatchedInstruction(i.Address);
    }
}
