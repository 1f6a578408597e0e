using RspDebug.Swo.Itm;

namespace RspDebug.DebugAdapter.Engine.Trace;

/// <summary>Somebody who takes packets, one after the other from one thread.</summary>
internal interface IPacketSink
{
    /// <summary>Takes a packet; returns at once.</summary>
    void OnPacket(in ItmPacket packet);

    /// <summary>Takes packets, in stream order.</summary>
    void OnPackets(ReadOnlySpan<ItmPacket> packets)
    {
        foreach (ref readonly ItmPacket packet in packets) OnPacket(packet);
    }

    /// <summary>Called once, when no more packets come.</summary>
    void OnEnd()
    {
        // Many have nothing that waits.
    }

    /// <summary>Called after each block of input: passes on what has gathered.</summary>
    ValueTask FlushAsync(CancellationToken cancellationToken);
}
