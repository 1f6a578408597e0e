namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    internal FloatRegisters S;

    /// <summary>FPSCR: N Z C V (31..28), AHP 26, DN 25, FZ 24, RMode 23..22, IDC 7, IXC UFC OFC DZC IOC 4..0. Other bits read 0.</summary>
    public uint Fpscr { get; set => field = value & 0xF7C0_009F; }

    /// <summary>CONTROL.FPCA: the running context uses the FPU, so that an exception reserves an extended frame.</summary>
    internal bool FloatContextActive { get; set; }

    /// <summary>Raw bits of S0-S31. Reading does not preserve a lazy frame: with FPCCR.LSPACT set they are the interrupted context's.</summary>
    public uint GetFloatRegister(int number) => S[number];

    /// <summary>Writes the raw bits of S0-S31.</summary>
    public void SetFloatRegister(int number, uint value) => S[number] = value;

    /// <summary>ExecuteFPCheck (B1.5.7): access, lazy preservation, new context. False when the instruction must not execute.</summary>
    internal bool CheckFloat(uint address)
    {
        if (FloatContextActive && !FloatContext.IsPending && SystemControl.AllowsFloat(IsPrivileged)) return true;
        if (!SystemControl.AllowsFloat(IsPrivileged))
        {
            Raise(Fault.NoCoprocessor, address);
            return false;
        }

        if (FloatContext.IsPending && !FloatContext.TryPreserve()) return false;
        if (!FloatContext.IsAutomatic || FloatContextActive) return true;
        Fpscr = (Fpscr & ~0x07C0_0000u) | FloatContext.Defaults;
        FloatContextActive = true;
        return true;
    }
}
