namespace RspDebug.RspServer.Personalities;

/// <summary>The habits of servers in the field, as far as a client can see them.</summary>
public static class KnownPersonalities
{
    /// <summary>OpenOCD 0.12: bare stops, 17 registers in <c>g</c>, silence on a damaged packet, empty console packets while running.</summary>
    public static StubPersonality OpenOcd { get; } = new()
    {
        ContinueActions = "cCsS", BadChecksum = ChecksumReaction.Silence, StopReplies = StopReplyForm.Bare, GeneralRegisterCount = 17,
        KeepAlive = TimeSpan.FromMilliseconds(500), HiddenPackets = ["x", "qMemoryRegionInfo"],
    };

    /// <summary>pyOCD: run lengths never, range steps, all registers in <c>g</c>, small packets.</summary>
    public static StubPersonality PyOcd { get; } = new() { PacketSizeInBytes = 0x800, HiddenPackets = ["qCRC", "x", "qMemoryRegionInfo"] };

    /// <summary>QEMU 8: no no-ack mode, no <c>X</c>, no flash, no memory map, 17 registers in <c>g</c>.</summary>
    public static StubPersonality Qemu { get; } = new()
    {
        OffersNoAckMode = false, ContinueActions = "cCsS", StopReplies = StopReplyForm.ThreadOnly, GeneralRegisterCount = 17, PacketSizeInBytes = 0x1000,
        HiddenPackets = ["X", "x", "qCRC", "vFlashErase", "vFlashWrite", "vFlashDone", "qXfer:memory-map", "qXfer:threads", "R", "vRun", "qMemoryRegionInfo"],
    };

    /// <summary>Black Magic Probe 1.x: no <c>vCont</c>, no <c>Z0</c>, small packets.</summary>
    public static StubPersonality BlackMagic { get; } = new()
    {
        ContinueActions = "", StopReplies = StopReplyForm.Bare, PacketSizeInBytes = 0x400, HiddenPackets = ["Z0", "x", "qXfer:threads", "qMemoryRegionInfo"],
    };

    /// <summary>SEGGER J-Link GDB Server: no <c>vCont</c>, one thread called <c>dead</c>, 17 registers in <c>g</c>.</summary>
    public static StubPersonality JLink { get; } = new()
    {
        ContinueActions = "", StopReplies = StopReplyForm.ThreadOnly, GeneralRegisterCount = 17, ThreadText = "dead", HiddenPackets = ["D", "x", "qXfer:threads", "qMemoryRegionInfo"],
    };

    /// <summary>probe-rs: run lengths, no watchpoints, no <c>Z0</c>, a damaged byte either way ends the session.</summary>
    public static StubPersonality ProbeRs { get; } = new()
    {
        RunLengths = true, ContinueActions = "cCsS", BadChecksum = ChecksumReaction.Disconnect, NakEndsSession = true, PacketSizeInBytes = 0x1000,
        GeneralRegisterCount = 17, StopReplies = StopReplyForm.ThreadOnly, HiddenPackets = ["Z0", "Z2", "Z3", "Z4", "!", "x", "qCRC", "qMemoryRegionInfo"],
    };

    /// <summary>st-util: no no-ack mode, no <c>vCont</c>, no <c>X</c>, <c>S05</c> for every stop.</summary>
    public static StubPersonality StUtil { get; } = new()
    {
        OffersNoAckMode = false, ContinueActions = "", StopReplies = StopReplyForm.SignalOnly, GeneralRegisterCount = 16,
        HiddenPackets = ["Z0", "X", "x", "D", "qCRC", "qXfer:threads", "qfThreadInfo", "qC", "qAttached", "qMemoryRegionInfo"],
    };
}
