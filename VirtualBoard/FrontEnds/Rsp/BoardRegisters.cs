using RspDebug.RspServer.Targets;
using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.FrontEnds.Rsp;

/// <summary>The core's registers by the numbers of <see cref="CortexMRegisters"/>.</summary>
internal static class BoardRegisters
{
    public static ulong Read(Processor cpu, int number) => number switch
    {
        <= CortexMRegisters.Pc => cpu.GetRegister(number),
        CortexMRegisters.Xpsr => cpu.Xpsr,
        CortexMRegisters.Msp => cpu.Msp,
        CortexMRegisters.Psp => cpu.Psp,
        CortexMRegisters.Primask => cpu.Primask ? 1u : 0,
        CortexMRegisters.Basepri => cpu.Basepri,
        CortexMRegisters.Faultmask => cpu.Faultmask ? 1u : 0,
        CortexMRegisters.Control => cpu.Control,
        CortexMRegisters.Fpscr => cpu.Fpscr,
        >= CortexMRegisters.D0 and < CortexMRegisters.Fpscr => Double(cpu, number - CortexMRegisters.D0),
        _ => 0,
    };

    public static void Write(Processor cpu, int number, ulong value)
    {
        switch (number)
        {
            case CortexMRegisters.Pc:
                cpu.SetRegister(number, (uint)value);
                cpu.LeaveLockup();
                break;
            case < CortexMRegisters.Pc: cpu.SetRegister(number, (uint)value); break;
            case CortexMRegisters.Xpsr: cpu.Xpsr = (uint)value; break;
            case CortexMRegisters.Msp: cpu.Msp = (uint)value; break;
            case CortexMRegisters.Psp: cpu.Psp = (uint)value; break;
            case CortexMRegisters.Primask: cpu.Primask = (value & 1) != 0; break;
            case CortexMRegisters.Basepri: cpu.Basepri = (uint)value & 0xFF; break;
            case CortexMRegisters.Faultmask: cpu.Faultmask = (value & 1) != 0; break;
            case CortexMRegisters.Control: cpu.Control = (uint)value & 7; break;
            case CortexMRegisters.Fpscr: cpu.Fpscr = (uint)value; break;
            case >= CortexMRegisters.D0 and < CortexMRegisters.Fpscr:
                int single = 2 * (number - CortexMRegisters.D0);
                cpu.SetFloatRegister(single, (uint)value);
                cpu.SetFloatRegister(single + 1, (uint)(value >> 32));
                break;
        }
    }

    private static ulong Double(Processor cpu, int number) => cpu.GetFloatRegister(2 * number) | (ulong)cpu.GetFloatRegister(2 * number + 1) << 32;
}
