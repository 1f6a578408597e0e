using RspDebug.RspClient.Replies;

namespace RspDebug.RspClient.Session;

/// <summary>What a stub can do: filled at the handshake, refined by trying.</summary>
public sealed record StubCapabilities
{
    /// <summary>The packet size of a stub that announces none, as gdb assumes it.</summary>
    public const int DefaultPacketSizeInBytes = 400;

    /// <summary>The announced list, for what is not named here.</summary>
    public required SupportedFeatures Features { get; init; }

    /// <summary>Largest packet the stub takes or sends, frame included.</summary>
    public int PacketSizeInBytes { get; init; } = DefaultPacketSizeInBytes;

    /// <summary>True once acknowledgements are off.</summary>
    public bool IsNoAckMode { get; init; }

    /// <summary>The actions of <c>vCont</c>; none when the stub has no <c>vCont</c>.</summary>
    public ResumeActions ResumeActions { get; init; }

    /// <summary>True when continue and step go by <c>vCont</c>. The signal forms, which gdb asks for besides, are not needed.</summary>
    public bool HasVCont => ResumeActions.HasFlag(ResumeActions.Continue | ResumeActions.Step);

    /// <summary><c>vCont;r</c>.</summary>
    public bool HasRangeStep => HasVCont && ResumeActions.HasFlag(ResumeActions.RangeStep);

    /// <summary><c>X</c>; tried with an empty write before the first write.</summary>
    public Support BinaryWrite { get; init; }

    /// <summary><c>x</c>; only where announced as <c>binary-upload+</c>.</summary>
    public Support BinaryRead { get; init; }

    /// <summary><c>p</c>.</summary>
    public Support SingleRegister { get; init; }

    /// <summary><c>qCRC</c>.</summary>
    public Support Checksum { get; init; }

    /// <summary><c>qC</c>; its answer also brings a link back into step.</summary>
    public Support CurrentThread { get; init; }

    /// <summary>The largest read: two digits a byte, a byte for each of <c>$ # cs</c> (QEMU's 0x1000 gives 0x7fe).</summary>
    public int MaxReadSizeInBytes => Math.Max(1, (PacketSizeInBytes - 4) / 2);
}
