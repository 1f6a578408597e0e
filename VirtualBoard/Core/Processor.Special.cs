namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    private bool _primask, _faultmask, _maskInterrupts;
    private uint _basepri;

    /// <summary>PRIMASK: 1 raises the execution priority to 0.</summary>
    public bool Primask { get => _primask; set { _primask = value; Nvic.Update(); } }

    /// <summary>FAULTMASK: 1 raises the execution priority to -1.</summary>
    public bool Faultmask { get => _faultmask; set { _faultmask = value; Nvic.Update(); } }

    /// <summary>BASEPRI; bits that are not implemented are dropped.</summary>
    public uint Basepri { get => _basepri; set { _basepri = value & Nvic.PriorityMask; Nvic.Update(); } }

    /// <summary>DHCSR.C_MASKINTS: PendSV, SysTick and external interrupts stay pending.</summary>
    public bool MaskInterrupts { get => _maskInterrupts; set { _maskInterrupts = value; Nvic.Update(); } }

    private void ResetSpecialRegisters()
    {
        _primask = _faultmask = false;
        _basepri = 0;
        Ipsr = 0;
        Unprivileged = false;
        _pspSelected = false;
        _otherStack = 0;
        EventRegister = false;
    }
}
