using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Trace;

/// <summary>The TPIU with its SWO pin: takes bytes of the ITM and lets them out at the configured rate (DDI0403E C1.10).</summary>
/// <remarks>
/// One byte takes ten bit times (NRZ) or eight (Manchester, start bits left out) of (ACPR + 1) trace clocks; the trace clock is what
/// NRF_CLOCK.TRACECONFIG selects. With the parallel port selected in SPPR bytes are dropped at the same rate.
/// </remarks>
public sealed class TracePort : ITimed, IStateful
{
    internal const uint BaseAddress = 0xE004_0000;
    private const uint TraceConfigAddress = 0x4000_055C;
    private const ulong CoreClockInHz = 64_000_000;
    private const int FifoSizeInBytes = 64;
    private static readonly byte[] FullSynchronization = [0xFF, 0xFF, 0xFF, 0x7F];

    private readonly Bus _bus;
    private readonly Timeline _timeline;
    private readonly Queue<byte> _fifo = new();
    private readonly Queue<byte> _line = new();
    private readonly FrameFormatter _formatter = new();
    private readonly List<ISwoReceiver> _receivers = [];
    private ulong _due = ulong.MaxValue;
    private ulong _cyclesPerByte = 1;

    internal TracePort(Bus bus, Timeline timeline)
    {
        (_bus, _timeline) = (bus, timeline);
        Registers = new TracePortRegisters(this);
        timeline.Add(this);
    }

    /// <summary>Bytes sent since power-up.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Core clock cycles that one byte takes on the pin.</summary>
    public ulong CyclesPerByte => CalculateCyclesPerByte();

    /// <inheritdoc/>
    public ulong DueCycle => _due;

    internal TracePortRegisters Registers { get; }

    /// <summary>The ITM's trace bus id, for the formatter.</summary>
    internal int StreamId { get; set; }

    /// <summary>Told when bytes left and room grew.</summary>
    internal Action? Drained { get; set; }

    internal int Room => FifoSizeInBytes - _fifo.Count;

    internal bool IsIdle => _fifo.Count == 0;

    /// <summary>Connects something to the pin.</summary>
    public void Connect(ISwoReceiver receiver) => _receivers.Add(receiver);

    /// <summary>Takes it off again.</summary>
    public void Disconnect(ISwoReceiver receiver) => _receivers.Remove(receiver);

    /// <inheritdoc/>
    public void OnDue(ulong now)
    {
        FillLine();
        if (_line.TryDequeue(out byte value))
        {
            BytesSent++;
            if (Registers.IsSerial)
                foreach (ISwoReceiver receiver in _receivers) receiver.OnByte(value, _due);
        }

        _due = _line.Count > 0 || _fifo.Count > 0 ? _due + _cyclesPerByte : ulong.MaxValue;
        if (Room > 0) Drained?.Invoke();
    }

    /// <inheritdoc/>
    public void Save(StateWriter state)
    {
        Registers.Save(state);
        _formatter.Save(state);
        SaveQueue(_fifo, state);
        SaveQueue(_line, state);
        state.Write(_due);
        state.Write(_cyclesPerByte);
        state.Write((ulong)BytesSent);
        state.Write((uint)StreamId);
    }

    /// <inheritdoc/>
    public void Restore(ref StateReader state)
    {
        Registers.Restore(ref state);
        _formatter.Restore(ref state);
        RestoreQueue(_fifo, ref state);
        RestoreQueue(_line, ref state);
        _due = state.ReadUInt64();
        _cyclesPerByte = state.ReadUInt64();
        BytesSent = (long)state.ReadUInt64();
        StreamId = (int)state.ReadUInt32();
        _timeline.Reschedule();
    }

    /// <summary>Takes bytes of a packet; the caller looked at <see cref="Room"/>.</summary>
    internal void Enqueue(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes) _fifo.Enqueue(value);
        Start();
    }

    /// <summary>A full frame synchronization, when the formatter is on.</summary>
    internal void EnqueueSynchronization()
    {
        if (!Registers.Formats) return;
        foreach (byte value in FullSynchronization) _line.Enqueue(value);
        Start();
    }

    /// <summary>Sends a frame that was begun (FFCR.FOnMan).</summary>
    internal void Flush()
    {
        if (!_formatter.Flush(out ReadOnlySpan<byte> frame)) return;
        foreach (byte value in frame) _line.Enqueue(value);
        Start();
    }

    private void FillLine()
    {
        while (_line.Count == 0 && _fifo.TryDequeue(out byte value))
        {
            if (!Registers.Formats) _line.Enqueue(value);
            else if (_formatter.Add(value, StreamId, out ReadOnlySpan<byte> frame))
                foreach (byte framed in frame) _line.Enqueue(framed);
        }
    }

    private void Start()
    {
        if (_due != ulong.MaxValue) return;
        _cyclesPerByte = CalculateCyclesPerByte();
        _due = _timeline.Cycles + _cyclesPerByte;
        _timeline.Reschedule();
    }

    private ulong CalculateCyclesPerByte()
    {
        // TRACEPORTSPEED: 32, 16, 8, 4 MHz.
        uint speed = _bus.TryRead(TraceConfigAddress, 4, BusMaster.Debugger, out uint config) ? config & 3 : 0;
        ulong traceClock = 32_000_000UL >> (int)speed;
        return Math.Max(1, Registers.BitsPerByte * (Registers.Prescaler + 1UL) * CoreClockInHz / traceClock);
    }

    private static void SaveQueue(Queue<byte> queue, StateWriter state)
    {
        state.Write((uint)queue.Count);
        state.Write(queue.ToArray());
    }

    private static void RestoreQueue(Queue<byte> queue, ref StateReader state)
    {
        byte[] bytes = new byte[state.ReadUInt32()];
        state.Read(bytes);
        queue.Clear();
        foreach (byte value in bytes) queue.Enqueue(value);
    }
}
