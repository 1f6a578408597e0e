using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Disassembly;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Disassembly;

/// <summary>The flow decoder against objdump on every instruction of the firmware, and against a table of single encodings.</summary>
[TestFixture]
public sealed partial class ThumbFlowTests
{
    // hex halfwords | kind | traits | target (at address 0x1000). From ARMv7-M ARM chapter A7.
    private const string Encodings = """
        4770 | IndirectBranch | Return | -
        4718 | IndirectBranch | None | -
        4798 | IndirectCall | None | -
        46f7 | IndirectBranch | Return | -
        4687 | IndirectBranch | None | -
        4685 | Sequential | None | -
        4487 | IndirectBranch | None | -
        bd10 | IndirectBranch | Return | -
        bc10 | Sequential | None | -
        b510 | Sequential | Store | -
        b118 | ConditionalBranch | None | 100a
        bb18 | ConditionalBranch | None | 104a
        d0fe | ConditionalBranch | None | 1000
        e7fe | Branch | None | 1000
        de01 | Undefined | None | -
        df07 | SupervisorCall | None | -
        be00 | Breakpoint | None | -
        bf00 | Sequential | None | -
        bf18 | Sequential | IfThen | -
        bf20 | Sequential | Waits | -
        bf30 | Sequential | Waits | -
        b672 | Sequential | WritesSystemRegister | -
        6001 | Sequential | Store | -
        6801 | Sequential | None | -
        f000 f801 | Call | None | 1006
        f7ff fffe | Call | None | 1000
        f000 b801 | Branch | None | 1006
        f000 8001 | ConditionalBranch | None | 1006
        f43f affe | ConditionalBranch | None | 1000
        f3af 8003 | Sequential | Waits | -
        f3bf 8f4f | Sequential | None | -
        f380 8810 | Sequential | WritesSystemRegister | -
        f3ef 8010 | Sequential | None | -
        f7f0 a001 | Undefined | None | -
        e8bd 8010 | IndirectBranch | Return | -
        e890 8010 | IndirectBranch | None | -
        e8bd 4010 | Sequential | None | -
        e92d 4010 | Sequential | Store | -
        e8df f000 | TableBranch | None | -
        e8df f010 | TableBranch | None | -
        e850 1f00 | Sequential | ExclusiveLoad | -
        e840 2100 | Sequential | ExclusiveStore, Store | -
        e8d0 1f4f | Sequential | ExclusiveLoad | -
        e8c0 1f42 | Sequential | ExclusiveStore, Store | -
        e9d0 1200 | Sequential | None | -
        e9c0 1200 | Sequential | Store | -
        f8dd f004 | IndirectBranch | None | -
        f85d fb04 | IndirectBranch | Return | -
        f8d0 1004 | Sequential | None | -
        f8c0 1004 | Sequential | Store | -
        ee30 0a81 | Sequential | FloatingPoint | -
        ed90 0a00 | Sequential | FloatingPoint | -
        ed80 0a00 | Sequential | FloatingPoint, Store | -
        eef1 fa10 | Sequential | FloatingPoint | -
        eee1 0a10 | Sequential | FloatingPoint | -
        ec51 0b10 | Sequential | FloatingPoint | -
        """;

    [TestCaseSource(nameof(EncodingLines))]
    public void TryDecode_Encoding_GivesKindTraitsAndTarget(string line)
    {
        string[] fields = line.Split('|', StringSplitOptions.TrimEntries);
        Assert.That(ThumbFlow.TryDecode(0x1000, Bytes(fields[0]), out ThumbFlow flow), Is.True);
        string target = flow.Target == 0 ? "-" : flow.Target.ToString("x", CultureInfo.InvariantCulture);
        Assert.That($"{flow.Kind} | {Order(flow.Traits)} | {target}", Is.EqualTo($"{fields[1]} | {fields[2]} | {fields[3]}"));
    }

    [TestCase("")]
    [TestCase("f0")]
    [TestCase("00f0")]
    [TestCase("00f001")]
    public void TryDecode_CutInstruction_GivesFalse(string hex) =>
        Assert.That(ThumbFlow.TryDecode(0, Convert.FromHexString(hex), out _), Is.False);

    [TestCaseSource(typeof(Firmware), nameof(Firmware.Variants))]
    public void TryDecode_EveryInstructionOfTheFirmware_AgreesWithObjdump(string variant)
    {
        string listing = Objdump(Firmware.ImagePath(variant));
        int checkedCount = 0;
        foreach (Match match in InstructionLine().Matches(listing))
        {
            uint address = Convert.ToUInt32(match.Groups["address"].Value, 16);
            string code = match.Groups["code"].Value.Trim(), mnemonic = match.Groups["mnemonic"].Value, operands = match.Groups["operands"].Value;
            if (mnemonic.StartsWith('.'))
                continue;
            Assert.That(ThumbFlow.TryDecode(address, Bytes(code), out ThumbFlow flow), Is.True, match.Value);
            Assert.That(flow.SizeInBytes, Is.EqualTo(code.Length > 4 ? 4 : 2), match.Value);
            Assert.That(KindOf(flow), Is.EqualTo(ExpectedKind(mnemonic, operands)), match.Value);
            if (flow.Target != 0)
                Assert.That(operands, Does.Contain(flow.Target.ToString("x", CultureInfo.InvariantCulture)), match.Value);
            Assert.That(flow.Has(ThumbTraits.FloatingPoint), Is.EqualTo(IsFloat(mnemonic)), match.Value);
            checkedCount++;
        }

        Assert.That(checkedCount, Is.GreaterThan(1000));
    }

    private static string[] EncodingLines() => Encodings.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // "A, B" in the order of the enum's text, so that a table line may name them in any order.
    private static string Order(ThumbTraits traits) => string.Join(", ", traits.ToString().Split(", ").Order(StringComparer.Ordinal));

    private static byte[] Bytes(string halfwords) =>
        [.. halfwords.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(h => new[] { Convert.ToByte(h[2..4], 16), Convert.ToByte(h[..2], 16) })];

    private static string KindOf(ThumbFlow flow) => flow.Kind switch
    {
        ThumbFlowKind.Call => "call",
        ThumbFlowKind.IndirectCall => "icall",
        ThumbFlowKind.Branch => "branch",
        ThumbFlowKind.ConditionalBranch => "cond",
        ThumbFlowKind.IndirectBranch => "indirect",
        ThumbFlowKind.TableBranch => "table",
        ThumbFlowKind.SupervisorCall => "svc",
        ThumbFlowKind.Breakpoint => "bkpt",
        ThumbFlowKind.Undefined => "udf",
        _ => "next",
    };

    // objdump shows the condition of an instruction in an IT block as a suffix; only b<cond> outside of one is a conditional branch.
    private static string ExpectedKind(string mnemonic, string operands)
    {
        string plain = mnemonic.Split('.')[0];
        if (plain == "bl" || (plain.Length == 4 && plain.StartsWith("bl", StringComparison.Ordinal) && plain[2] != 'x')) return "call"; // bl, or bl<cond> in an IT block
        if (plain.StartsWith("blx", StringComparison.Ordinal)) return "icall";
        if (plain.StartsWith("bx", StringComparison.Ordinal)) return "indirect";
        if (plain is "tbb" or "tbh") return "table";
        if (plain == "svc") return "svc";
        if (plain == "bkpt") return "bkpt";
        if (plain == "udf") return "udf";
        if (plain is "cbz" or "cbnz") return "cond";
        if (plain == "b") return "branch";
        if (BranchMnemonic().IsMatch(plain)) return "cond";
        bool loadsPc = operands.Contains("pc}", StringComparison.Ordinal) && (plain.StartsWith("pop", StringComparison.Ordinal) || plain.StartsWith("ldm", StringComparison.Ordinal));
        bool writesPc = operands.StartsWith("pc, ", StringComparison.Ordinal) && (plain.StartsWith("ldr", StringComparison.Ordinal) || plain.StartsWith("mov", StringComparison.Ordinal) || plain.StartsWith("add", StringComparison.Ordinal));
        return loadsPc || writesPc ? "indirect" : "next";
    }

    private static bool IsFloat(string mnemonic) => mnemonic[0] == 'v' || mnemonic.StartsWith("fldm", StringComparison.Ordinal) || mnemonic.StartsWith("fstm", StringComparison.Ordinal);

    private static string Objdump(string image)
    {
        using Process? process = TryStart(image);
        if (process is null)
            Assert.Ignore("arm-none-eabi-objdump is not installed (package binutils-arm-none-eabi): the oracle of this test.");
        return process!.StandardOutput.ReadToEnd();
    }

    private static Process? TryStart(string image)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("arm-none-eabi-objdump", ["-d", "--section=.text", image]) { RedirectStandardOutput = true, UseShellExecute = false });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^ *(?<address>[0-9a-f]+):\t(?<code>[0-9a-f]{4}(?: [0-9a-f]{4})?) *\t(?<mnemonic>[a-z.0-9]+)(?:\t(?<operands>[^\n]*))?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex InstructionLine();

    [GeneratedRegex("^b(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BranchMnemonic();
}
