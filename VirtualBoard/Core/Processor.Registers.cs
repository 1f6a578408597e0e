namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    private uint _otherStack;
    private bool _pspSelected;

    /// <summary>Exception number of the running handler; 0 in Thread mode.</summary>
    public int Ipsr { get; internal set; }

    /// <summary>True while an exception handler runs.</summary>
    public bool IsHandlerMode => Ipsr != 0;

    /// <summary>Handler mode, or Thread mode with CONTROL.nPRIV clear.</summary>
    public bool IsPrivileged => Ipsr != 0 || !Unprivileged;

    /// <summary>CONTROL.nPRIV.</summary>
    internal bool Unprivileged { get; set; }

    /// <summary>CONTROL.SPSEL. Changing it swaps the banked stack pointers.</summary>
    internal bool ProcessStackSelected
    {
        get => _pspSelected;
        set
        {
            if (value == _pspSelected) return;
            _pspSelected = value;
            (R[13], _otherStack) = (_otherStack, R[13]);
        }
    }

    /// <summary>The main stack pointer, banked or live.</summary>
    public uint Msp
    {
        get => _pspSelected ? _otherStack : R[13];
        set { if (_pspSelected) _otherStack = value & ~3u; else R[13] = value & ~3u; }
    }

    /// <summary>The process stack pointer, banked or live.</summary>
    public uint Psp
    {
        get => _pspSelected ? R[13] : _otherStack;
        set { if (_pspSelected) R[13] = value & ~3u; else _otherStack = value & ~3u; }
    }

    /// <summary>CONTROL: bit 0 nPRIV, bit 1 SPSEL, bit 2 FPCA (B1.4.4). SPSEL reads 0 and ignores writes in Handler mode.</summary>
    public uint Control
    {
        get => (Unprivileged ? 1u : 0) | (_pspSelected ? 2u : 0) | (FloatContextActive ? 4u : 0);
        set
        {
            Unprivileged = (value & 1) != 0;
            if (!IsHandlerMode) ProcessStackSelected = (value & 2) != 0;
            FloatContextActive = (value & 4) != 0;
        }
    }

    /// <summary>APSR, IPSR and EPSR as one register (B1.4.2).</summary>
    public uint Xpsr
    {
        get => Apsr | (GreaterEqual << 16) | ((ItState & 3) << 25) | (ItState >> 2 << 10)
            | ((Attention & Attention.NotThumb) == Attention.None ? 1u << 24 : 0) | (uint)Ipsr;
        set
        {
            Apsr = value;
            GreaterEqual = (value >> 16) & 0xF;
            ItState = ((value >> 25) & 3) | ((value >> 8) & 0xFC);
            SetThumb((value & (1 << 24)) != 0);
            int number = (int)(value & 0x1FF);
            if (number != 0) ProcessStackSelected = false;
            Ipsr = number;
        }
    }

    /// <summary>N, Z, C, V, Q in bits 31..27.</summary>
    internal uint Apsr
    {
        get => (Negative ? 1u << 31 : 0) | (Zero ? 1u << 30 : 0) | (Carry ? 1u << 29 : 0) | (Overflow ? 1u << 28 : 0) | (Saturated ? 1u << 27 : 0);
        set
        {
            Negative = (value & (1u << 31)) != 0;
            Zero = (value & (1u << 30)) != 0;
            Carry = (value & (1u << 29)) != 0;
            Overflow = (value & (1u << 28)) != 0;
            Saturated = (value & (1u << 27)) != 0;
        }
    }

    /// <summary>Reads R0-R15; 13 is the live stack pointer, 15 the address of the next instruction.</summary>
    public uint GetRegister(int number) => number == 15 ? Pc : R[number];

    /// <summary>Writes R0-R15; bits 1..0 of SP and bit 0 of PC are dropped.</summary>
    public void SetRegister(int number, uint value)
    {
        if (number == 15) Pc = value & ~1u;
        else R[number] = number == 13 ? value & ~3u : value;
    }

    /// <summary>Destination of an instruction, never the PC.</summary>
    internal void WriteRegister(int number, uint value) => R[number] = number == 13 ? value & ~3u : value;

    internal void SetNz(uint result)
    {
        Negative = (int)result < 0;
        Zero = result == 0;
    }

    /// <summary>EPSR.T; executing with T clear is an INVSTATE UsageFault.</summary>
    internal void SetThumb(bool thumb)
    {
        if (thumb) Attention &= ~Attention.NotThumb;
        else Attention |= Attention.NotThumb;
    }
}
