using RspDebug.VirtualBoard.Core;
using RspDebug.VirtualBoard.Memory;

namespace RspDebug.VirtualBoard.Device;

/// <summary>UART0 and UARTE0 at 0x40002000 (nRF52840 PS): ENABLE 4 is the byte-wise UART, 8 the EasyDMA one. A byte takes ten bit times.</summary>
public sealed class Uart : IBusDevice, IStateful, ITimed
{
    internal const uint BaseAddress = 0x4000_2000;
    private const int Interrupt = 2;
    private const int ReceiveReady = 2, ReceiveEnd = 4, TransmitReady = 7, TransmitEnd = 8, ReceiveTimeout = 17;
    private const int ReceiveStarted = 19, TransmitStarted = 20, TransmitStopped = 22;
    private const uint EasyDma = 8;

    private readonly Port _port;
    private readonly Queue<byte> _received = new();
    private uint _enable, _baudRate = 0x0400_0000, _config;
    private uint _sendPointer, _sendCount, _sendAmount, _receivePointer, _receiveCount, _receiveAmount;
    private bool _sends, _receives, _transmitting;
    private uint _transmitByte;

    internal Uart(Processor cpu)
    {
        _port = new Port(cpu, this);
        cpu.Timeline.Add(this);
    }

    /// <summary>Called with each byte the program sends, when its stop bit is out.</summary>
    public Action<byte>? Sent { get; set; }

    /// <summary>The cycle at which the byte being sent is out.</summary>
    public ulong DueCycle { get; private set; } = ulong.MaxValue;

    // BAUDRATE is the rate x 2^32 / 16 MHz; a byte is 10 bits of 64 MHz / rate cycles.
    private ulong CyclesPerByte => 640_000_000UL * 268 / Math.Max(1, (ulong)_baudRate);

    /// <summary>Puts bytes on the receive line. The program sees them at once when it receives, else they wait.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        foreach (byte single in bytes) _received.Enqueue(single);
        Deliver();
    }

    /// <inheritdoc/>
    public bool TryRead(BusAccess access, out uint value) => _port.TryRead(access, out value);

    /// <inheritdoc/>
    public bool TryWrite(BusAccess access, uint value) => _port.TryWrite(access, value);

    /// <inheritdoc/>
    public void OnDue(ulong now)
    {
        DueCycle = ulong.MaxValue;
        _transmitting = false;
        Sent?.Invoke((byte)_transmitByte);
        _port.Raise(TransmitReady);
        if (_enable != EasyDma) return;
        _sendAmount++;
        if (_sendAmount < _sendCount) SendNext(now);
        else _port.Raise(TransmitEnd);
    }

    /// <inheritdoc/>
    public void Save(StateWriter state)
    {
        _port.Save(state);
        foreach (uint value in (ReadOnlySpan<uint>)[_enable, _baudRate, _config, _sendPointer, _sendCount, _sendAmount,
            _receivePointer, _receiveCount, _receiveAmount, _transmitByte, (uint)_received.Count]) state.Write(value);
        state.Write(_received.ToArray());
        state.Write(_sends);
        state.Write(_receives);
        state.Write(_transmitting);
        state.Write(DueCycle);
    }

    /// <inheritdoc/>
    public void Restore(ref StateReader state)
    {
        _port.Restore(ref state);
        _enable = state.ReadUInt32();
        _baudRate = state.ReadUInt32();
        _config = state.ReadUInt32();
        _sendPointer = state.ReadUInt32();
        _sendCount = state.ReadUInt32();
        _sendAmount = state.ReadUInt32();
        _receivePointer = state.ReadUInt32();
        _receiveCount = state.ReadUInt32();
        _receiveAmount = state.ReadUInt32();
        _transmitByte = state.ReadUInt32();
        byte[] waiting = new byte[state.ReadUInt32()];
        state.Read(waiting);
        _received.Clear();
        foreach (byte single in waiting) _received.Enqueue(single);
        _sends = state.ReadBoolean();
        _receives = state.ReadBoolean();
        _transmitting = state.ReadBoolean();
        DueCycle = state.ReadUInt64();
    }

    internal void Reset()
    {
        _port.Reset();
        _enable = _config = 0;
        _baudRate = 0x0400_0000;
        _sends = _receives = _transmitting = false;
        DueCycle = ulong.MaxValue;
    }

    private void Transmit(uint value, ulong now)
    {
        _transmitByte = value & 0xFF;
        _transmitting = true;
        DueCycle = now + CyclesPerByte;
        _port.Reschedule();
    }

    private void SendNext(ulong now)
    {
        _port.TryReadMemory(_sendPointer + _sendAmount, out uint value);
        Transmit(value, now);
    }

    private void StartDma(ulong now)
    {
        _sendAmount = 0;
        _port.Raise(TransmitStarted);
        if (_sendCount == 0) _port.Raise(TransmitEnd);
        else SendNext(now);
    }

    private void Deliver()
    {
        if (!_receives || _received.Count == 0) return;
        if (_enable != EasyDma)
        {
            _port.Raise(ReceiveReady);
            return;
        }

        while (_received.Count > 0 && _receiveAmount < _receiveCount)
        {
            _port.WriteMemory(_receivePointer + _receiveAmount++, _received.Dequeue());
            _port.Raise(ReceiveReady);
        }

        if (_receiveAmount < _receiveCount) return;
        _receives = false;
        _port.Raise(ReceiveEnd);
    }

    /// <summary>The register block.</summary>
    private sealed class Port(Processor cpu, Uart uart) : EventPeripheral(cpu, Interrupt)
    {
        public void Raise(int number) => Signal(number);

        public void Reschedule() => Timeline.Reschedule();

        public bool TryReadMemory(uint address, out uint value) => Bus.TryRead(address, 1, BusMaster.Dma, out value);

        public void WriteMemory(uint address, byte value) => Bus.TryWrite(address, 1, BusMaster.Dma, value);

        protected override uint Read(uint offset)
        {
            switch (offset)
            {
                case 0x500: return uart._enable;
                case 0x518 when uart._enable != EasyDma:
                    uint value = uart._received.TryDequeue(out byte single) ? single : 0u;
                    uart.Deliver();
                    return value;
                case 0x524: return uart._baudRate;
                case 0x534: return uart._receivePointer;
                case 0x538: return uart._receiveCount;
                case 0x53C: return uart._receiveAmount;
                case 0x544: return uart._sendPointer;
                case 0x548: return uart._sendCount;
                case 0x54C: return uart._sendAmount;
                case 0x56C: return uart._config;
                default: return 0;
            }
        }

        protected override void Write(uint offset, uint value)
        {
            switch (offset)
            {
                case 0x500: uart._enable = value & 15; break;
                case 0x51C when uart._enable == 4 && uart._sends && !uart._transmitting: uart.Transmit(value, Timeline.Cycles); break;
                case 0x524: uart._baudRate = value; break;
                case 0x534: uart._receivePointer = value; break;
                case 0x538: uart._receiveCount = value & 0xFFFF; break;
                case 0x544: uart._sendPointer = value; break;
                case 0x548: uart._sendCount = value & 0xFFFF; break;
                case 0x56C: uart._config = value; break;
                default: break;
            }
        }

        protected override void Start(uint task)
        {
            switch (task)
            {
                case 0x00:
                    uart._receives = true;
                    uart._receiveAmount = 0;
                    if (uart._enable == EasyDma) Signal(ReceiveStarted);
                    uart.Deliver();
                    break;
                case 0x04:
                    uart._receives = false;
                    Signal(ReceiveTimeout);
                    break;
                case 0x08:
                    uart._sends = true;
                    if (uart._enable == EasyDma) uart.StartDma(Timeline.Cycles);
                    break;
                case 0x0C:
                    uart._sends = false;
                    if (uart._enable == EasyDma) Signal(TransmitStopped);
                    break;
                default: break;
            }
        }
    }
}
