namespace RspDebug.Testing;

/// <summary>Known servers as a <see cref="FakeStub"/>, made from what was seen on the wire and in their sources.</summary>
public static class FakePersonalities
{
    /// <summary>The names that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["openocd", "qemu", "pyocd", "bmp", "probe-rs", "stutil", "jlink", "minimal"];

    /// <summary>A stub by its name.</summary>
    public static FakeStub Create(string name) => name switch
    {
        "openocd" => OpenOcd(),
        "qemu" => Qemu(),
        "pyocd" => PyOcd(),
        "bmp" => BlackMagic(),
        "probe-rs" => ProbeRs(),
        "stutil" => StUtil(),
        "jlink" => JLink(),
        "minimal" => Minimal(),
        _ => throw new ArgumentException($"No personality '{name}'.", nameof(name)),
    };

    /// <summary>OpenOCD 0.12.</summary>
    public static FakeStub OpenOcd() => new(new FakeStubOptions
    {
        SendsNaks = false, UnknownRegisterReply = null, LatchesInterrupt = true, AnswersWhileRunning = true, HasCurrentThread = true,
    });

    /// <summary>QEMU 7.2, Cortex-M4F.</summary>
    public static FakeStub Qemu() => new(new FakeStubOptions
    {
        PacketSizeInBytes = 0x1000, HasNoAckMode = false, HasMemoryMap = false, HasBinaryWrite = false, HasChecksum = false,
        MaxReadSizeInBytes = 0x800, MaxHardwareBreakpoints = int.MaxValue, MaxWatchpoints = int.MaxValue, Thread = "01", UsesIncludes = true,
        StopsAtAnyByte = true, ForgetsBreakpointsAtQuery = true,
    }) { Target = { Registers = FakeRegisterSets.Qemu() } };

    /// <summary>pyOCD: range steps, expedited registers, everything in <c>g</c>.</summary>
    public static FakeStub PyOcd() => new(new FakeStubOptions
    {
        PacketSizeInBytes = 0x800, ResumeActions = "c;C;s;S;r;t", UnknownRegisterReply = "", HasChecksum = false, Thread = "1", LatchesInterrupt = true,
        ExpeditedRegisters = ["r7", "sp", "lr", "pc"],
    }) { Target = { Registers = FakeRegisterSets.PyOcd() } };

    /// <summary>Black Magic Probe without <c>vCont</c>: small packets, upper case, hardware breakpoints only.</summary>
    public static FakeStub BlackMagic() => new(new FakeStubOptions
    {
        PacketSizeInBytes = 0x400, HasNoAckMode = false, ResumeActions = null, BreakpointTypes = "1234", MaxReadSizeInBytes = 0x200,
        UsesUpperCase = true, OmitsImpliedNumbers = true, UnknownRegisterReply = "EFF",
    }) { Target = { Registers = FakeRegisterSets.BlackMagic() } };

    /// <summary>probe-rs: run lengths everywhere, no watchpoints, a literal backslash-n in XML.</summary>
    public static FakeStub ProbeRs() => new(new FakeStubOptions
    {
        PacketSizeInBytes = 0x1000, UsesRunLength = true, HasLiteralNewlines = true, BreakpointTypes = "1", HasChecksum = false, Thread = "1",
        OmitsImpliedNumbers = true,
    }) { Target = { Registers = [.. FakeRegisterSets.Core("xpsr", 16)] } };

    /// <summary>st-util: no acknowledge switch, no <c>vCont</c>, short reads, <c>S05</c> for everything.</summary>
    public static FakeStub StUtil() => new(new FakeStubOptions
    {
        PacketSizeInBytes = 0x3fff, HasNoAckMode = false, ResumeActions = null, HasBinaryWrite = false, HasChecksum = false, HasCurrentThread = false,
        BreakpointTypes = "1234", UsesShortStopReplies = true, ShortReadSizeInBytes = 0x800, DetachReply = "",
    });

    /// <summary>J-Link GDB Server without a device: no memory map, no <c>vCont</c>, thread <c>dead</c>.</summary>
    public static FakeStub JLink() => new(new FakeStubOptions
    {
        HasMemoryMap = false, ResumeActions = null, ExtraFeatures = "qXfer:memory-map:read-;", Thread = "0000dead", DetachReply = "",
    });

    /// <summary>A stub that knows next to nothing: 400-byte packets, acknowledgements, <c>g m M c s</c>.</summary>
    public static FakeStub Minimal() => new(new FakeStubOptions
    {
        HasSupported = false, PacketSizeInBytes = null, HasNoAckMode = false, ResumeActions = null, HasTargetXml = false, HasMemoryMap = false,
        HasSingleRegister = false, HasBinaryWrite = false, HasChecksum = false, HasCurrentThread = false, BreakpointTypes = "", UsesShortStopReplies = true,
    }) { Target = { Registers = [.. FakeRegisterSets.Core("xpsr", 16)] } };
}
