using System.Globalization;
using System.Text.RegularExpressions;
using RspDebug.DebugAdapter.Engine.Audit.Code;
using RspDebug.Dwarf.Elf;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Audit;

/// <summary>Where instructions start, and which are conditional, against binutils' disassembler.</summary>
[TestFixture]
public sealed partial class CodeScanTests
{
    // The vector table in front has no mapping symbol in some builds: there objdump prints what it guesses.
    private const uint FirstCode = 0x100;

    private static readonly string? Objdump = ExternalProgram.Find("arm-none-eabi-objdump");

    [TestCaseSource(typeof(Firmware), nameof(Firmware.Variants))]
    public async Task Of_FirmwareImage_HasTheInstructionsOfObjdump(string variant)
    {
        if (Objdump is null)
            Assert.Ignore("arm-none-eabi-objdump is not installed");
        (uint Address, string Mnemonic)[] rows = [.. (await DisassembleAsync(Firmware.ImagePath(variant))).Where(r => r.Address >= FirstCode)];
        using ElfFile file = ElfFile.Open(Firmware.ImagePath(variant));
        CodeScan scan = CodeScan.Of(file.Image);
        Assert.That(rows, Has.Length.GreaterThan(1000));
        Assert.That(scan.Where(p => p.Kind == CodePlaceKind.Instruction), Is.EqualTo(rows.Where(r => r.Mnemonic[0] != '.').Select(r => r.Address)));
        Assert.That(scan.Where(p => p is { Kind: CodePlaceKind.Instruction, IsInItBlock: true }), Is.EqualTo(ConditionalOf(rows)));
    }

    // it, itt, ite, ...: as many instructions as the mnemonic has letters after the i.
    private static IEnumerable<uint> ConditionalOf((uint Address, string Mnemonic)[] rows)
    {
        int left = 0;
        foreach ((uint address, string mnemonic) in rows)
        {
            if (left-- > 0) yield return address;
            if (ItPattern().IsMatch(mnemonic)) left = mnemonic.Length - 1;
        }
    }

    private static async Task<IEnumerable<(uint Address, string Mnemonic)>> DisassembleAsync(string path)
    {
        string text = await ExternalProgram.RunAsync(Objdump!, ["-d", "-z", "--no-show-raw-insn", path]);
        return RowPattern().Matches(text).Select(m => (uint.Parse(m.Groups["address"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), m.Groups["mnemonic"].Value));
    }

    [GeneratedRegex(@"^\s*(?<address>[0-9a-f]+):\s+(?<mnemonic>\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RowPattern();

    [GeneratedRegex("^it[te]{0,3}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ItPattern();
}
