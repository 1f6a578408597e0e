using System.Globalization;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Location;

/// <summary>Location lists and call sites against llvm-dwarfdump (see <c>oracles.py</c>).</summary>
public sealed class LocationOracleTests
{
    private static IEnumerable<string> Goldens() =>
        Directory.GetFiles(FixtureFiles.PathOf("dwarf"), "*.locations.txt").Select(f => Path.GetFileName(f)[..^".locations.txt".Length]).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Goldens))]
    public void LocationLists_EveryVariable_EqualDwarfdump(string name)
    {
        DebugInfo info = DwarfFixtures.Load(name);
        foreach (IGrouping<int, string[]> entries in ReadGolden(name).Where(l => l[0] == "loc").GroupBy(l => Hex(l[1])))
        {
            Assert.That(info.TryFindUnit(entries.Key, out CompilationUnit? unit), Is.True);
            Die die = new(unit!, entries.Key);
            Assert.That(die.TryGet(DwAt.Location, out AttributeValue value), Is.True);
            IEnumerable<string> actual = LocationList.Read(unit!, value).Select(e => $"{e.Start:x} {e.End:x} {Operation(e.Expression)}");
            Assert.That(actual, Is.EqualTo(entries.Where(l => l[2] != l[3]).Select(l => $"{l[2]} {l[3]} {l[4]}")), die.ToString());
            foreach (string[] entry in entries.Where(l => l[2] != l[3])) Assert.That(VariableAt(die, (ulong)Hex(entry[2])), Is.EqualTo(entry[4]), "at the first address of an entry");
        }
    }

    [TestCaseSource(nameof(Goldens))]
    public void FindCallSite_EveryReturnAddress_EqualsDwarfdump(string name)
    {
        DebugInfo info = DwarfFixtures.Load(name);
        string[][] golden = [.. ReadGolden(name)];
        int checkedSites = 0;
        for (int i = 0; i < golden.Length; i++)
        {
            if (golden[i][0] != "call" || golden[i][2] == "-") continue;
            CodeAddress returnAddress = new((ulong)Hex(golden[i][2]));
            // Call sites of removed functions have no code to return to.
            if (info.FindFunction(returnAddress + -1) is not { } caller) continue;
            if (caller.CallSites.Single(s => s.Die.Offset == Hex(golden[i][1])) is not { } site) continue;
            Assert.That(site.ReturnAddress, Is.EqualTo(returnAddress));
            Assert.That(site.Callee?.Offset.ToString("x8", CultureInfo.InvariantCulture) ?? "-", Is.EqualTo(golden[i][3]));
            Assert.That(site.Parameters.Select(p => Operation(p.Location)), Is.EqualTo(golden.Skip(i + 1).TakeWhile(l => l[0] == "param").Select(l => l[1])));
            checkedSites++;
        }
        // clang -O2 inlines all but one call of the sample.
        Assert.That(checkedSites, Is.GreaterThanOrEqualTo(name.StartsWith("gcc", StringComparison.Ordinal) ? 3 : 0));
    }

    [Test]
    public void TryFindEntryValue_ArgumentRegister_GivesCallersExpression()
    {
        DebugInfo info = DwarfFixtures.Load("gcc-Og-dwarf5");
        FunctionInfo main = info.FindFunctions("main").Single();
        CallSite call = main.CallSites.First(s => s.Callee is { } callee && info.GetQualifiedName(callee) == "device_poll");
        // device_poll(&g_device, 3): DW_OP_reg1 at entry is DW_OP_lit3.
        Assert.That(call.TryFindEntryValue([(byte)DwOp.Reg0 + 1], out ReadOnlyMemory<byte> value), Is.True);
        Assert.That(value.ToArray(), Is.EqualTo(new[] { (byte)((byte)DwOp.Lit0 + 3) }));
        Assert.That(main.FindCallSite(call.ReturnAddress)?.Die, Is.EqualTo(call.Die));
        Assert.That(call.TryFindEntryValue([(byte)DwOp.Reg0 + 7], out _), Is.False);
    }

    // GCC's entry values of floating parameters name DW_OP_regval_type (0xa5) with a type, its call sites DW_OP_regx (0x90).
    [TestCase("a5 40 19", "90 40", true)]
    [TestCase("a5 c0 02 19", "90 c0 02", true)]
    [TestCase("f5 40 19", "90 40", true)]
    [TestCase("51", "90 01", true)]
    [TestCase("a5 41 19", "90 40", false)]
    [TestCase("71 00", "51", false)]
    [TestCase("a5 40 19 06", "90 40", false)]
    [TestCase("71 00", "71 00", true)]
    public void TryFindEntryValue_SameRegisterWrittenOtherwise_IsFound(string asked, string named, bool isFound)
    {
        var site = new CallSite(default, new CodeAddress(0), null, false, [new CallSiteParameter(Bytes(named), new byte[] { (byte)DwOp.Lit0 }, null)]);
        Assert.That(site.TryFindEntryValue(Bytes(asked), out _), Is.EqualTo(isFound));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static string VariableAt(Die die, ulong address) => VariableLocator.Locate(die, address) is VariableLocation.Expression found ? Operation(found.Bytes) : "none";

    private static IEnumerable<string[]> ReadGolden(string name)
    {
        string[] lines = File.ReadAllLines(FixtureFiles.PathOf($"dwarf/{name}.locations.txt"));
        Assert.That(lines[0], Does.StartWith("llvm-dwarfdump"));
        return lines.Skip(1).Select(l => l.Split(' '));
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [TestCase("gcc-Og-dwarf5")]
    [TestCase("gcc-Og-dwarf4")]
    public void GetLocation_RangeEndsInsideCall_HoldsBeforeTheCallAndNotDuringIt(string name)
    {
        string[] entry = ReadGolden(name).First(l => l[0] == "loc" && Hex(l[3]) % 2 == 1 && l[4].StartsWith("DW_OP_reg", StringComparison.Ordinal));
        DebugInfo info = DwarfFixtures.Load(name);
        Assert.That(info.TryFindUnit(Hex(entry[1]), out CompilationUnit? unit), Is.True);
        Die die = new(unit!, Hex(entry[1]));
        VariableInfo variable = info.GetVariable(die);
        // The last halfword of the call, as looked up for an instruction and for a frame that waits.
        CodeAddress call = new((ulong)Hex(entry[3]) - 1);
        Assert.That(variable.GetLocation(call), Is.InstanceOf<VariableLocation.Expression>());
        Assert.That(variable.GetLocation(call, isCall: true), Is.Not.EqualTo(variable.GetLocation(call)));
    }

    private static string Operation(ReadOnlyMemory<byte> expression)
    {
        byte operation = expression.Span[0];
        return operation switch
        {
            >= 0x30 and <= 0x4f => $"DW_OP_lit{operation - 0x30}",
            >= 0x50 and <= 0x6f => $"DW_OP_reg{operation - 0x50}",
            >= 0x70 and <= 0x8f => $"DW_OP_breg{operation - 0x70}",
            (byte)DwOp.Const1u => "DW_OP_const1u",
            (byte)DwOp.Const1s => "DW_OP_const1s",
            (byte)DwOp.Const2u => "DW_OP_const2u",
            (byte)DwOp.Const2s => "DW_OP_const2s",
            (byte)DwOp.Constu => "DW_OP_constu",
            (byte)DwOp.Consts => "DW_OP_consts",
            (byte)DwOp.Addr => "DW_OP_addr",
            (byte)DwOp.Addrx => "DW_OP_addrx",
            (byte)DwOp.Fbreg => "DW_OP_fbreg",
            (byte)DwOp.EntryValue => "DW_OP_entry_value",
            (byte)DwOp.GnuEntryValue => "DW_OP_GNU_entry_value",
            (byte)DwOp.ImplicitPointer => "DW_OP_implicit_pointer",
            (byte)DwOp.GnuImplicitPointer => "DW_OP_GNU_implicit_pointer",
            (byte)DwOp.ImplicitValue => "DW_OP_implicit_value",
            (byte)DwOp.Piece => "DW_OP_piece",
            (byte)DwOp.Regx => "DW_OP_regx",
            (byte)DwOp.Bregx => "DW_OP_bregx",
            _ => $"0x{operation:x2}",
        };
    }
}
