using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.SystemControl;

/// <summary>FPCCR, FPCAR and FPDSCR, and the lazy preservation of the FP context (B1.5.7).</summary>
internal sealed class FloatContext(Processor cpu)
{
    private const uint AutomaticPreservation = 1u << 31;
    private const uint LazyPreservation = 1 << 30;
    private const uint MonitorReady = 1 << 8;
    private const uint BusFaultReady = 1 << 6;
    private const uint MemManageReady = 1 << 5;
    private const uint HardFaultReady = 1 << 4;
    private const uint ThreadMode = 1 << 3;
    private const uint User = 1 << 1;
    private const uint StatePending = 1;
    private const uint DefaultModes = 0x07C0_0000;

    private uint _control = AutomaticPreservation | LazyPreservation;
    private uint _address, _defaults;

    /// <summary>FPCCR.LSPACT: the frame at FPCAR waits for S0-S15 and FPSCR.</summary>
    public bool IsPending
    {
        get => (_control & StatePending) != 0;
        set => _control = value ? _control | StatePending : _control & ~StatePending;
    }

    public bool IsAutomatic => (_control & AutomaticPreservation) != 0;

    public bool IsLazy => (_control & LazyPreservation) != 0;

    public uint Defaults => _defaults;

    public uint? Read(uint offset) => offset switch
    {
        0xF34 => _control,
        0xF38 => _address,
        _ => _defaults,
    };

    public void Write(uint offset, uint value)
    {
        switch (offset)
        {
            case 0xF34: _control = value & 0xC000_017B; break;
            case 0xF38: _address = value & ~7u; break;
            default: _defaults = value & DefaultModes; break;
        }
    }

    public void Reset()
    {
        _control = AutomaticPreservation | LazyPreservation;
        _address = _defaults = 0;
    }

    public void Save(StateWriter state)
    {
        state.Write(_control);
        state.Write(_address);
        state.Write(_defaults);
    }

    public void Restore(ref StateReader state)
    {
        _control = state.ReadUInt32();
        _address = state.ReadUInt32();
        _defaults = state.ReadUInt32();
    }

    /// <summary>UpdateFPCCR: remembers where the frame is and which faults could be taken while it is filled.</summary>
    public void Defer(uint frame)
    {
        Nvic nvic = cpu.Nvic;
        bool Ready(int exception) => nvic.IsEnabled(exception) && nvic.CanPreempt(exception);
        _address = (frame + 0x20) & ~7u;
        _control &= AutomaticPreservation | LazyPreservation;
        _control |= StatePending
            | (cpu.IsPrivileged ? 0 : User)
            | (cpu.IsHandlerMode ? 0 : ThreadMode)
            | (nvic.ExecutionPriority > -1 ? HardFaultReady : 0)
            | (Ready(ExceptionNumber.MemManage) ? MemManageReady : 0)
            | (Ready(ExceptionNumber.BusFault) ? BusFaultReady : 0)
            | (Ready(ExceptionNumber.DebugMonitor) ? MonitorReady : 0);
    }

    /// <summary>PreserveFPState: fills the reserved frame. False when a fault was raised instead.</summary>
    public bool TryPreserve()
    {
        BusMaster master = (_control & User) != 0 ? BusMaster.CoreUnprivileged : BusMaster.Core;
        for (int k = 0; k < 17; k++)
        {
            uint value = k < 16 ? cpu.S[k] : cpu.Fpscr;
            if (cpu.Bus.TryWrite(_address + (uint)(4 * k), 4, master, value)) continue;
            cpu.Raise(Fault.LazyStackingBusError, _address + (uint)(4 * k));
            return false;
        }

        IsPending = false;
        return true;
    }
}
