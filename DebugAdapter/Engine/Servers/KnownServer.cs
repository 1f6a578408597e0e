using RspDebug.DebugAdapter.Launch;
using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;

namespace RspDebug.DebugAdapter.Engine.Servers;

/// <summary>A kind of server that an external one can turn out to be.</summary>
/// <param name="Name">What users call it.</param>
/// <param name="Question">A packet, or <c>monitor COMMAND</c>, that does no harm to any server.</param>
/// <param name="Sign">Part of the answer that only this kind gives.</param>
/// <param name="Quirks">What is known of it.</param>
internal sealed record KnownServer(string Name, string Question, string Sign, ServerQuirks Quirks)
{
    /// <summary>Asked of every server that keeps acknowledgements on.</summary>
    public const string QemuQuestion = "qqemu.sstepbits";

    /// <summary>Asked of every other server, and of those that did not answer the first.</summary>
    public const string VersionQuestion = "monitor version";

    /// <summary>Asked of servers that are none of the others and <see cref="MayBeJLink"/>.</summary>
    public const string JLinkQuestion = "qSeggerSWO:GetSpeedInfo:0";

    private const string HandshakeQuestion = "qSupported";

    private const int StUtilPacketSizeInBytes = 0x3fff;

    /// <summary>Recognises it by the handshake alone, without a question; null where one is needed.</summary>
    public Func<StubCapabilities, bool>? Shows { get; private init; }

    /// <summary>Whether the handshake is like the recorded ones of J-Link GDB Server: breakpoints are announced, <c>vCont</c> is not.</summary>
    public static bool MayBeJLink(StubCapabilities stub) => stub.Features.Has("hwbreak") && !stub.Features.Items.ContainsKey("vContSupported");

    /// <summary>All that can be told apart.</summary>
    public static IReadOnlyList<KnownServer> All { get; } =
    [
        // pyocd/gdbserver/gdbserver.py: it alone offers non-stop mode without saying that it has vCont. From its sources: the real one was never run.
        new("pyOCD", HandshakeQuestion, "QNonStop+", ServerProfiles.Get(ServerType.Pyocd).Quirks)
        {
            Shows = static stub => stub.Features.Has("QNonStop") && stub.Features.Has("QStartNoAckMode") && stub.Features.Has("qXfer:threads:read")
                && !stub.Features.Items.ContainsKey("vContSupported") && !stub.Features.Items.ContainsKey("QProgramSignals")
                && stub.ResumeActions.HasFlag(ResumeActions.RangeStep | ResumeActions.Stop),
        },
        // src/st-util/gdb-server.c: three features, and a packet size that nobody else has. From its sources: the real one was never run.
        new("st-util", HandshakeQuestion, "PacketSize=3fff", ServerProfiles.Get(ServerType.Stutil).Quirks)
        {
            Shows = static stub => stub.Features is { PacketSizeInBytes: StUtilPacketSizeInBytes, Items.Count: 3 } offers && offers.Has("qXfer:memory-map:read") && offers.Has("qXfer:features:read"),
        },
        // gdbstub/gdbstub.c: the list of its step bits. What an external QEMU was started with is not known: it did not load our image.
        new("QEMU", QemuQuestion, "ENABLE", ServerProfiles.Get(ServerType.Qemu).Quirks with { LoadsImageItself = false, StartsAtReset = false }),
        new("OpenOCD", VersionQuestion, "Open On-Chip Debugger", ServerProfiles.Get(ServerType.Openocd).Quirks),
        new("Black Magic Probe", VersionQuestion, "Black Magic Probe", ServerProfiles.Get(ServerType.Bmp).Quirks),
        // probe-rs gdb (gdb_server/target/monitor.rs) answers what it does not know with its help. From its sources: the real one was never run.
        new("probe-rs", VersionQuestion, "reset halt - reset target and halt afterwards", new ServerQuirks
        {
            ResetAndHalt = ["reset halt"], ResetAndRun = ["reset"],
            Swo = new SwoMeans { Unavailable = "probe-rs gdb has no SWO. Use another server, or a UART adapter on the pin (swoConfig.source serial, swoPath)." },
        }),
        // SEGGER UM08001, "SEGGER-specific GDB protocol extensions": the speeds that the probe can sample SWO with; nothing is changed by it. From the manual: the real one was never run.
        new("J-Link GDB Server", JLinkQuestion, ",", ServerProfiles.Get(ServerType.Jlink).Quirks),
    ];
}
