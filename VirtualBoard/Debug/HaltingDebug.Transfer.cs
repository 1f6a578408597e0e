namespace RspDebug.VirtualBoard.Debug;

/// <summary>DCRSR and DCRDR: core registers by number (DDI0403E C1.6.3). Outside Debug state a transfer does nothing.</summary>
internal sealed partial class HaltingDebug
{
    private const int StatusRegister = 16, MainStack = 17, ProcessStack = 18, Specials = 20, FloatStatus = 33, FirstFloat = 64;

    private void Transfer(uint selector)
    {
        if (!cpu.IsHalted) return;
        int register = (int)(selector & 0x7F);
        if ((selector & (1 << 16)) != 0) WriteRegister(register, _data);
        else _data = ReadRegister(register);
    }

    private uint ReadRegister(int register) => register switch
    {
        < StatusRegister => cpu.GetRegister(register),
        StatusRegister => cpu.Xpsr,
        MainStack => cpu.Msp,
        ProcessStack => cpu.Psp,
        Specials => cpu.Control << 24 | (cpu.Faultmask ? 1u << 16 : 0) | cpu.Basepri << 8 | (cpu.Primask ? 1u : 0),
        FloatStatus => cpu.Fpscr,
        >= FirstFloat and < FirstFloat + 32 => cpu.GetFloatRegister(register - FirstFloat),
        _ => 0,
    };

    private void WriteRegister(int register, uint value)
    {
        switch (register)
        {
            case 15:
                cpu.SetRegister(15, value);
                cpu.LeaveLockup();
                break;
            case < StatusRegister: cpu.SetRegister(register, value); break;
            case StatusRegister: cpu.Xpsr = value; break;
            case MainStack: cpu.Msp = value; break;
            case ProcessStack: cpu.Psp = value; break;
            case Specials:
                cpu.Control = value >> 24;
                cpu.Faultmask = (value & (1 << 16)) != 0;
                cpu.Basepri = value >> 8 & 0xFF;
                cpu.Primask = (value & 1) != 0;
                break;
            case FloatStatus: cpu.Fpscr = value; break;
            case >= FirstFloat and < FirstFloat + 32: cpu.SetFloatRegister(register - FirstFloat, value); break;
        }
    }
}
