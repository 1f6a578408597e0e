using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;
using RspDebug.VirtualBoard.SystemControl;

namespace RspDebug.VirtualBoard.Debug;

/// <summary>DFSR, DHCSR, DCRSR, DCRDR and DEMCR: halting, stepping, register transfer and vector catch (DDI0403E C1.6).</summary>
internal sealed partial class HaltingDebug(Processor cpu) : IBusDevice, IStateful
{
    public const uint StatusOffset = 0xD30;
    public const uint ControlOffset = 0xDF0;
    public const uint SelectorOffset = 0xDF4;
    public const uint DataOffset = 0xDF8;
    public const uint MonitorOffset = 0xDFC;

    public const uint Key = 0xA05F_0000;
    public const uint DebugEnable = 1, HaltBit = 2, StepBit = 4, MaskInterrupts = 8;
    private const uint SnapStall = 1 << 5;
    private const uint TraceEnable = 1 << 24;

    private uint _control;
    private uint _monitor;
    private uint _data;
    private ulong _retiredSeen;
    private bool _resetSeen = true;

    /// <summary>DFSR.</summary>
    public DebugStatus Status { get; private set; }

    /// <summary>DHCSR.C_DEBUGEN.</summary>
    public bool IsEnabled => (_control & DebugEnable) != 0;

    /// <summary>DEMCR.TRCENA.</summary>
    public bool IsTraceEnabled => (_monitor & TraceEnable) != 0;

    /// <summary>Called when <see cref="IsTraceEnabled"/> changed.</summary>
    public Action? TraceEnableChanged { get; set; }

    public bool TryRead(BusAccess access, out uint value)
    {
        value = access.Offset switch
        {
            StatusOffset => (uint)Status,
            ControlOffset => ReadControl(access.Master),
            DataOffset => _data,
            MonitorOffset => _monitor | (cpu.Nvic.IsPending(ExceptionNumber.DebugMonitor) ? 1u << 17 : 0),
            _ => 0,
        };
        return true;
    }

    public bool TryWrite(BusAccess access, uint value)
    {
        switch (access.Offset)
        {
            case StatusOffset: Status &= (DebugStatus)~value; break;
            case ControlOffset when (value & 0xFFFF_0000) == Key: WriteControl(value & 0x2F, access.Master); break;
            case SelectorOffset: Transfer(value); break;
            case DataOffset: _data = value; break;
            case MonitorOffset: WriteMonitor(value); break;
        }

        return true;
    }

    /// <summary>Enters Debug state for a debug event; without halting debug it does nothing.</summary>
    /// <returns>False when halting debug is off.</returns>
    public bool Halt(DebugStatus reason)
    {
        if (!IsEnabled) return false;
        Status |= reason;
        _control |= HaltBit;
        cpu.Halt();
        return true;
    }

    public void Save(StateWriter state)
    {
        state.Write(_control);
        state.Write(_monitor);
        state.Write(_data);
        state.Write((uint)Status);
        state.Write(_retiredSeen);
        state.Write(_resetSeen);
    }

    public void Restore(ref StateReader state)
    {
        _control = state.ReadUInt32();
        _monitor = state.ReadUInt32();
        _data = state.ReadUInt32();
        Status = (DebugStatus)state.ReadUInt32();
        _retiredSeen = state.ReadUInt64();
        _resetSeen = state.ReadBoolean();
        TraceEnableChanged?.Invoke();
    }

    private uint ReadControl(BusMaster master)
    {
        uint value = _control | (1 << 16)       // S_REGRDY: transfers are immediate.
            | (cpu.IsHalted ? 1u << 17 : 0) | (cpu.IsSleeping ? 1u << 18 : 0) | (cpu.IsLockedUp ? 1u << 19 : 0)
            | (cpu.Instructions != _retiredSeen ? 1u << 24 : 0) | (_resetSeen ? 1u << 25 : 0);
        if (master != BusMaster.Debugger) return value;
        _retiredSeen = cpu.Instructions;        // S_RETIRE_ST and S_RESET_ST clear on a read.
        _resetSeen = false;
        return value;
    }

    private void WriteControl(uint value, BusMaster master)
    {
        // Software cannot switch halting debug on or off, and has no say while it is off (C1.6.2, C_DEBUGEN).
        if (master != BusMaster.Debugger) value = (value & ~DebugEnable) | (_control & DebugEnable);
        if ((value & DebugEnable) == 0)
        {
            _control = 0;
            cpu.MaskInterrupts = false;
            cpu.Resume();
            return;
        }

        // C_MASKINTS may change only in Debug state.
        if (!cpu.IsHalted) value = (value & ~MaskInterrupts) | (_control & MaskInterrupts);
        bool wasHalted = cpu.IsHalted;
        _control = value & (DebugEnable | HaltBit | StepBit | MaskInterrupts | SnapStall);
        cpu.MaskInterrupts = (value & MaskInterrupts) != 0;
        if ((value & HaltBit) != 0)
        {
            if (!wasHalted) Halt(DebugStatus.Halted);
        }
        else if ((value & StepBit) != 0 && master == BusMaster.Debugger)
        {
            Step();
        }
        else
        {
            cpu.Resume();
        }
    }

    /// <summary>One instruction, or one exception entry, then Debug state again (C1.5.1).</summary>
    private void Step()
    {
        cpu.Resume();
        DebugStatus before = Status;
        cpu.Step();
        if (!cpu.IsHalted || Status == before) Halt(DebugStatus.Halted);
    }

    private void WriteMonitor(uint value)
    {
        bool traced = IsTraceEnabled;
        _monitor = value & 0x010D_07F1;
        cpu.Nvic.SetEnabled(ExceptionNumber.DebugMonitor, (value & (1 << 16)) != 0);
        if ((value & (1 << 17)) != 0) cpu.Nvic.SetPending(ExceptionNumber.DebugMonitor);
        else cpu.Nvic.ClearPending(ExceptionNumber.DebugMonitor);
        if (traced != IsTraceEnabled) TraceEnableChanged?.Invoke();
    }
}
