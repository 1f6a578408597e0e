namespace RspDebug.Testing;

/// <summary>How a <see cref="FakeStub"/> behaves: its personality. <see cref="FakePersonalities"/> has those of known servers.</summary>
public sealed record FakeStubOptions
{
    /// <summary>The announced packet size; null announces nothing.</summary>
    public int? PacketSizeInBytes { get; init; } = 0x4000;

    /// <summary>False leaves <c>qSupported</c> itself unanswered (empty reply).</summary>
    public bool HasSupported { get; init; } = true;

    /// <summary>Further items of the <c>qSupported</c> reply, in front, with their semicolons: <c>read+;</c>.</summary>
    public string ExtraFeatures { get; init; } = "";

    /// <summary>Offers <c>QStartNoAckMode</c>.</summary>
    public bool HasNoAckMode { get; init; } = true;

    /// <summary>Sends <c>+</c> for packets while acknowledgements are on.</summary>
    public bool SendsAcks { get; init; } = true;

    /// <summary>Answers a packet with a wrong checksum by <c>-</c>; OpenOCD stays silent.</summary>
    public bool SendsNaks { get; init; } = true;

    /// <summary>The list after <c>vCont;</c>; null for no <c>vCont</c>.</summary>
    public string? ResumeActions { get; init; } = "c;C;s;S";

    /// <summary>Describes the registers.</summary>
    public bool HasTargetXml { get; init; } = true;

    /// <summary>Splits target.xml into includes, a feature each, as QEMU does.</summary>
    public bool UsesIncludes { get; init; }

    /// <summary>Leaves <c>regnum</c> out where it follows from the register before.</summary>
    public bool OmitsImpliedNumbers { get; init; }

    /// <summary>Offers a memory map.</summary>
    public bool HasMemoryMap { get; init; } = true;

    /// <summary>Puts a literal backslash-n between the elements of the memory map (probe-rs).</summary>
    public bool HasLiteralNewlines { get; init; }

    /// <summary>Answers <c>p</c> and <c>P</c>.</summary>
    public bool HasSingleRegister { get; init; } = true;

    /// <summary>The reply to <c>p</c> of an unknown number; null drops the connection (OpenOCD).</summary>
    public string? UnknownRegisterReply { get; init; } = "E14";

    /// <summary>Answers <c>X</c>.</summary>
    public bool HasBinaryWrite { get; init; } = true;

    /// <summary>Answers <c>x</c>, and announces it.</summary>
    public bool HasBinaryRead { get; init; }

    /// <summary>Answers <c>qCRC</c>.</summary>
    public bool HasChecksum { get; init; } = true;

    /// <summary>Answers <c>qC</c> with the thread.</summary>
    public bool HasCurrentThread { get; init; } = true;

    /// <summary>The largest read, in bytes; a longer one is refused with <c>E22</c>.</summary>
    public int MaxReadSizeInBytes { get; init; } = int.MaxValue;

    /// <summary>The most bytes that one read gives, without an error (st-util).</summary>
    public int ShortReadSizeInBytes { get; init; } = int.MaxValue;

    /// <summary>The types that <c>Z</c> knows; others get an empty reply.</summary>
    public string BreakpointTypes { get; init; } = "01234";

    /// <summary>Comparators for code; one more is refused with <c>E0E</c>.</summary>
    public int MaxHardwareBreakpoints { get; init; } = 6;

    /// <summary>Comparators for data; one more is refused with <c>E0E</c>.</summary>
    public int MaxWatchpoints { get; init; } = 4;

    /// <summary>Registers inside stop replies, by name.</summary>
    public IReadOnlyList<string> ExpeditedRegisters { get; init; } = [];

    /// <summary>The thread in stop replies; null leaves it out.</summary>
    public string? Thread { get; init; }

    /// <summary>Stop replies as <c>Sxx</c> without anything else.</summary>
    public bool UsesShortStopReplies { get; init; }

    /// <summary>Run-length encodes what it sends.</summary>
    public bool UsesRunLength { get; init; }

    /// <summary>Sends data in upper-case hexadecimal.</summary>
    public bool UsesUpperCase { get; init; }

    /// <summary>Empty <c>O</c> packets in front of each reply.</summary>
    public int KeepAlivesBeforeReply { get; init; }

    /// <summary>Takes requests while the target runs.</summary>
    public bool AnswersWhileRunning { get; init; }

    /// <summary>Stops at any byte that comes while the target runs, and loses the packet (QEMU).</summary>
    public bool StopsAtAnyByte { get; init; }

    /// <summary>Remembers an interrupt that comes while halted and stops the next resume at once (OpenOCD, pyOCD).</summary>
    public bool LatchesInterrupt { get; init; }

    /// <summary>Removes all breakpoints at <c>?</c> (QEMU).</summary>
    public bool ForgetsBreakpointsAtQuery { get; init; }

    /// <summary>Never answers an interrupt.</summary>
    public bool IgnoresInterrupt { get; init; }

    /// <summary>The reply to <c>D</c>.</summary>
    public string DetachReply { get; init; } = "OK";

    /// <summary>The most bytes handed over in one piece; 1 delivers byte by byte.</summary>
    public int DeliverySizeInBytes { get; init; } = int.MaxValue;
}
