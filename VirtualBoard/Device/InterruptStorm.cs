using System.Numerics;
using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.SystemControl;

namespace RspDebug.VirtualBoard.Device;

/// <summary>
/// Pends SysTick, PendSV and the interrupts that the program has enabled at random cycles. It waits until the program enables its first
/// interrupt: before that nothing is prepared for one.
/// </summary>
internal sealed class InterruptStorm : ITimed, IStateful
{
    private readonly Processor _cpu;
    private readonly uint _meanCycles;
    private ulong _random;

    public InterruptStorm(Processor cpu, InterruptStormOptions options)
    {
        (_cpu, _meanCycles) = (cpu, Math.Max(1, options.MeanCycles));
        // SplitMix64's increment spreads small seeds over all bits.
        _random = ((ulong)(uint)options.Seed + 1) * 0x9E37_79B9_7F4A_7C15;
        DueCycle = NextInterval();
        cpu.Timeline.Add(this);
    }

    /// <inheritdoc/>
    public ulong DueCycle { get; private set; }

    /// <inheritdoc/>
    public void OnDue(ulong now)
    {
        DueCycle = now + NextInterval();
        ulong interrupts = _cpu.Nvic.Enabled & (ulong.MaxValue << ExceptionNumber.FirstInterrupt);
        if (interrupts == 0) return;
        ulong all = interrupts | Nvic.Bit(ExceptionNumber.PendSv) | Nvic.Bit(ExceptionNumber.SysTick);
        for (int skipped = (int)(Next() % (ulong)BitOperations.PopCount(all)); skipped > 0; skipped--) all &= all - 1;
        _cpu.Nvic.SetPending(BitOperations.TrailingZeroCount(all));
    }

    /// <inheritdoc/>
    public void Save(StateWriter state)
    {
        state.Write(_random);
        state.Write(DueCycle);
    }

    /// <inheritdoc/>
    public void Restore(ref StateReader state)
    {
        _random = state.ReadUInt64();
        DueCycle = state.ReadUInt64();
    }

    private ulong NextInterval() => 1 + Next() % (2UL * _meanCycles - 1);

    // xorshift64*: the board has no other source of chance.
    private ulong Next()
    {
        _random ^= _random >> 12;
        _random ^= _random << 25;
        _random ^= _random >> 27;
        return _random * 0x2545_F491_4F6C_DD1D >> 16;
    }
}
