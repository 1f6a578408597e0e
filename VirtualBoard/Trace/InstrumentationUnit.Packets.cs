using System.Buffers.Binary;

namespace RspDebug.VirtualBoard.Trace;

/// <summary>Packets into the trace port, or an overflow when it is full (D4.2).</summary>
internal sealed partial class InstrumentationUnit
{
    private const byte OverflowPacket = 0x70;
    private const int LargestPacketInBytes = 5;
    private static readonly byte[] SynchronizationPacket = [0, 0, 0, 0, 0, 0x80];

    private bool _overflow;

    /// <summary>A DWT packet: header discriminator, payload of 1, 2 or 4 bytes. It waits for room when one slot is free, else it is lost.</summary>
    public void EmitHardware(int id, int sizeInBytes, uint value)
    {
        if (!IsOn || (_control & HardwareEnable) == 0) return;
        var packet = new WaitingPacket((byte)(id << 3 | 4 | Size(sizeInBytes)), sizeInBytes, value);
        if (_waiting.Count == 0 && CanTake(sizeInBytes + 1)) Send(packet, wasDelayed: false);
        else if (_waiting.Count < WaitingSlots) _waiting.Enqueue(packet);
        else _overflow = true;
    }

    /// <summary>SYNCTAP came round.</summary>
    public void EmitSynchronization()
    {
        _port.EnqueueSynchronization();
        if (!IsOn || (_control & SynchronizationEnable) == 0) return;
        if (CanTake(SynchronizationPacket.Length)) _port.Enqueue(SynchronizationPacket);
        else _overflow = true;
    }

    private void EmitSoftware(int stimulus, int sizeInBytes, uint value)
    {
        if (_waiting.Count == 0 && CanTake(sizeInBytes + 1)) Send(new WaitingPacket((byte)(stimulus << 3 | Size(sizeInBytes)), sizeInBytes, value), wasDelayed: false);
        else _overflow = true;
    }

    private static int Size(int sizeInBytes) => sizeInBytes == 4 ? 3 : sizeInBytes;

    /// <summary>Room for a packet, and for the overflow packet that has to go first.</summary>
    private bool CanTake(int sizeInBytes) => _port.Room >= sizeInBytes + (_overflow ? 1 : 0);

    private void Send(WaitingPacket packet, bool wasDelayed)
    {
        FlushOverflow();
        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = packet.Header;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[1..], packet.Value);
        _port.Enqueue(bytes[..(packet.SizeInBytes + 1)]);
        OnPacketSent(wasDelayed);
    }

    private void FlushOverflow()
    {
        if (!_overflow || _port.Room == 0) return;
        _overflow = false;
        _port.Enqueue([OverflowPacket]);
    }

    private void OnDrained()
    {
        if (_timestampOwed) SendTimestamp();

        // An overflow packet for each byte that leaves would fill a saturated line with nothing else.
        if (_port.Room >= 1 + LargestPacketInBytes + LocalSizeInBytes) FlushOverflow();
        while (_waiting.TryPeek(out WaitingPacket packet) && CanTake(packet.SizeInBytes + 1))
        {
            _waiting.Dequeue();
            Send(packet, wasDelayed: true);
        }
    }
}
