using RspDebug.VirtualBoard.Core;

namespace RspDebug.VirtualBoard.Device;

/// <summary>What TIMER and RTC share: a counter that is computed from the cycles since it was last set, a prescaler, and compare registers from offset 0x540 (nRF52840 PS, "TIMER", "RTC").</summary>
internal abstract class ComparingCounter(Processor cpu, int interrupt, int channels) : EventPeripheral(cpu, interrupt), ITimed
{
    protected const int FirstCompareEvent = 16;

    private const uint FirstCompareRegister = 0x540;

    private readonly uint[] _compare = new uint[channels];

    public ulong DueCycle { get; private set; } = ulong.MaxValue;

    /// <summary>The CC registers.</summary>
    protected Span<uint> Compare => _compare;

    protected bool IsRunning { get; set; }

    protected uint Prescaler { get; set; }

    /// <summary>The count at <see cref="Since"/>.</summary>
    protected uint Base { get; set; }

    /// <summary>The cycle from which on <see cref="Base"/> is added to.</summary>
    protected ulong Since { get; set; }

    public abstract void OnDue(ulong now);

    public override void Reset()
    {
        base.Reset();
        Array.Clear(_compare);
        IsRunning = false;
        Prescaler = Base = 0;
    }

    public override void Save(StateWriter state)
    {
        base.Save(state);
        foreach (uint value in (ReadOnlySpan<uint>)[.. _compare, Prescaler, Base]) state.Write(value);
        state.Write(IsRunning);
        state.Write(Since);
        state.Write(DueCycle);
    }

    public override void Restore(ref StateReader state)
    {
        base.Restore(ref state);
        for (int k = 0; k < channels; k++) _compare[k] = state.ReadUInt32();
        Prescaler = state.ReadUInt32();
        Base = state.ReadUInt32();
        IsRunning = state.ReadBoolean();
        Since = state.ReadUInt64();
        DueCycle = state.ReadUInt64();
    }

    /// <summary>True for the offset of a CC register, with its number.</summary>
    protected bool IsCompare(uint offset, out int channel)
    {
        channel = (int)(offset - FirstCompareRegister) >> 2;
        return offset >= FirstCompareRegister && channel < channels;
    }

    /// <summary>Sets the count, from this cycle on.</summary>
    protected void Set(uint value)
    {
        Base = value;
        Since = Timeline.Cycles;
    }

    /// <summary>When <see cref="OnDue"/> is to be called next; <see cref="ulong.MaxValue"/> for never.</summary>
    protected void Schedule(ulong due)
    {
        DueCycle = due;
        Timeline.Reschedule();
    }
}
