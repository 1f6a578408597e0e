using System.Text;
using RspDebug.DebugAdapter.Engine.CoreDumps;
using RspDebug.Dwarf.Elf;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.CoreDumps;

public sealed class CoreDumpFileTests
{
    private static readonly byte[][] Samples = [CoreDumpSamples.Json, CoreDumpSamples.ProbeRs, CoreDumpSamples.Elf];

    [TestCaseSource(nameof(Samples))]
    public void Parse_EachFormat_GivesTheSameDump(byte[] file)
    {
        CoreDump dump = CoreDumpFile.Parse(file, "core");
        Assert.That((dump.Registers["pc"], dump.Registers["sp"], dump.Registers["xpsr"], dump.Registers["s1"]), Is.EqualTo((0x100u, 0x2000_0010u, 0x0100_0000u, 0x3F80_0000u)));
        Assert.That(dump.HasFloatRegisters);
        Assert.That((dump.Memory.Single().Start, Convert.ToHexString(dump.Memory.Single().Bytes.Span)), Is.EqualTo((0x2000_0000u, "01020304")));
    }

    /// <summary>DCRSR.REGSEL 20: CONTROL in 31..24, FAULTMASK, BASEPRI, PRIMASK in 7..0 (Armv7-M ARM, C1.6.3).</summary>
    [Test]
    public void Parse_ProbeRs_TakesTheSpecialRegistersApart()
    {
        IReadOnlyDictionary<string, uint> registers = CoreDumpFile.Parse(CoreDumpSamples.ProbeRs, "core").Registers;
        Assert.That((registers["control"], registers["faultmask"], registers["basepri"], registers["primask"]), Is.EqualTo((2u, 1u, 0x40u, 1u)));
    }

    [TestCaseSource(nameof(Samples))]
    public void Parse_CutAtEveryLength_IsATypedErrorOrARightPart(byte[] file)
    {
        for (int length = 0; length < file.Length; length++) ParseAny(file[..length]);
    }

    [TestCaseSource(nameof(Samples))]
    public void Parse_Damaged_IsATypedError(byte[] file)
    {
        var random = new Random(7);
        int rounds = Environment.GetEnvironmentVariable("RSP_DEBUG_LONG") == "1" ? 300_000 : 3_000;
        for (int round = 0; round < rounds; round++)
        {
            byte[] damaged = [.. file];
            for (int changes = 1 + random.Next(3); changes > 0; changes--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            ParseAny(damaged);
        }
    }

    // content (hex) | part of the message
    [TestCase("", "begins like no known format")]
    [TestCase("00010203", "begins like no known format")]
    [TestCase("81A97265676973746572738100" + "DDFFFFFFFF", "4294967295 values are announced")]
    [TestCase("DFFFFFFFFF", "4294967295 values are announced")]
    [TestCase("81C081A1618161", "a key is nil")]
    [TestCase("81A17801", "`registers` is missing or not a map")]
    [TestCase("81A97265676973746572738100C6FFFFFFFF", "the file ends 4294967295 bytes too early")]
    public void Parse_HostileBytes_SayWhatIsWrong(string content, string part) =>
        Assert.That(() => CoreDumpFile.Parse(Convert.FromHexString(content), "core"), Throws.InstanceOf<CoreFormatException>().With.Message.Contains(part));

    [Test]
    public void Parse_NestedWithoutEnd_IsRefused()
    {
        byte[] nested = [0x81, .. Enumerable.Repeat((byte)0x91, 100_000)];
        Assert.That(() => CoreDumpFile.Parse(nested, "core"), Throws.InstanceOf<CoreFormatException>().With.Message.Contains("nested more than"));
    }

    [TestCase("{", "line 1")]
    [TestCase("{}", "`registers` is missing")]
    [TestCase("""{"registers":{"r99":1}}""", "`registers.r99` is no register of a Cortex-M")]
    [TestCase("""{"registers":{"pc":-1}}""", "`registers.pc` is not a number of 32 bits")]
    [TestCase("""{"registers":{"pc":"12"}}""", "`registers.pc` is not a number of 32 bits")]
    [TestCase("""{"registers":{},"memory":[{"address":0,"data":"0g"}]}""", "`memory[0].data` is not hexadecimal bytes")]
    [TestCase("""{"registers":{},"memory":[{"data":"00"}]}""", "`memory[0].address` is missing")]
    public void Parse_WrongJson_NamesThePlace(string json, string part) =>
        Assert.That(() => CoreDumpFile.Parse(Encoding.UTF8.GetBytes(json), "core"), Throws.InstanceOf<CoreFormatException>().With.Message.Contains(part));

    [Test]
    public void Load_AFirmwareInsteadOfADump_SaysWhereItBelongs() =>
        Assert.That(() => CoreDumpFile.Load(Firmware.ImagePath("gcc-O0-dwarf5")), Throws.InstanceOf<CoreDumpException>().With.Message.Contains("not a core file").And.Message.Contains("executable"));

    [Test]
    public void Load_MissingFile_NamesIt() =>
        Assert.That(() => CoreDumpFile.Load("/no/such.core"), Throws.InstanceOf<CoreDumpException>().With.Message.Contains("/no/such.core"));

    private static void ParseAny(byte[] file)
    {
        try
        {
            CoreDump dump = CoreDumpFile.Parse(file, "core");
            Assert.That(dump.Memory.Sum(part => part.Bytes.Length), Is.LessThanOrEqualTo(file.Length));
        }
        catch (Exception refused) when (refused is CoreFormatException or ElfFormatException)
        {
            Assert.That(refused.Message, Is.Not.Empty);
        }
    }
}
