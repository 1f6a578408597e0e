using System.Text.RegularExpressions;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Types;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Types;

/// <summary>Types and scopes against gdb's <c>ptype</c>, <c>whatis</c>, <c>sizeof</c> and <c>info scope</c> (see <c>gdb_oracles.py</c>).</summary>
public sealed partial class GdbOracleTests
{
    private static IEnumerable<TestCaseData> Answers()
    {
        foreach (string file in Directory.GetFiles(FixtureFiles.PathOf("dwarf"), "*.gdb.txt").Order(StringComparer.Ordinal))
        {
            string image = Path.GetFileName(file)[..^".gdb.txt".Length];
            string text = File.ReadAllText(file);
            Assert.That(text, Does.StartWith("GNU gdb"));
            foreach (string block in text.Split("\n# ").Skip(1))
            {
                string[] parts = block.Split('\n', 2);
                // Strict DWARF 2 has no namespaces; gdb takes them from mangled names.
                if (image.EndsWith("dwarf2", StringComparison.Ordinal) && parts[0].Contains("app::", StringComparison.Ordinal)) continue;
                // Inlined everywhere: there is no function to ask for.
                if (image.StartsWith("gcc-O2", StringComparison.Ordinal) && parts[0] == "info scope app::use") continue;
                if (parts[0].StartsWith("ptype/o", StringComparison.Ordinal)) continue;
                // Empty: gdb could not answer, because the image does not have it (optimised away).
                if (parts.Length == 2 && parts[1].Trim().Length > 0) yield return new TestCaseData(image, parts[0], parts[1].TrimEnd()).SetName($"{image}: {parts[0]}");
            }
        }
    }

    [TestCaseSource(nameof(Answers))]
    public void Answer_GdbCommand_EqualsGdb(string image, string command, string expected)
    {
        DebugInfo info = DwarfFixtures.Load(image);
        string argument = command[(command.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        string actual = command.Split(' ')[0] switch
        {
            "ptype" => "type = " + (info.FindType(argument) ?? throw new AssertionException($"no type {argument}")).Definition,
            "whatis" => "type = " + TypeOfExpression(info, argument).Name,
            "print" => Regex.Replace(expected, @"\d+$", TypeOrExpression(info, Sizeof().Match(argument).Groups["type"].Value).SizeInBytes.ToString() ?? "?", RegexOptions.None, TimeSpan.FromSeconds(1)),
            _ => Scope(info, argument.Split(' ')[^1]),
        };
        Assert.That(PtypeText.Lines(actual), Is.EqualTo(command.StartsWith("info", StringComparison.Ordinal) ? ScopeNames(expected) : PtypeText.Lines(expected)));
    }

    private static IEnumerable<TestCaseData> Layouts() =>
        from file in Directory.GetFiles(FixtureFiles.PathOf("dwarf"), "*.gdb.txt").Order(StringComparer.Ordinal)
        from block in File.ReadAllText(file).Split("\n# ")
        where block.StartsWith("ptype/o ", StringComparison.Ordinal)
        let parts = block.Split('\n', 2)
        select new TestCaseData(Path.GetFileName(file)[..^".gdb.txt".Length], parts[0]["ptype/o ".Length..], parts[1]).SetArgDisplayNames(Path.GetFileName(file), parts[0]);

    /// <summary>Bitfields included: gdb shows "byte: bit | size", counted as <see cref="MemberInfo.BitOffset"/> counts.</summary>
    [TestCaseSource(nameof(Layouts))]
    public void BitOffset_EveryMember_EqualsGdb(string image, string name, string expected)
    {
        TypeInfo.Structure structure = (TypeInfo.Structure)DwarfFixtures.Load(image).FindType(name)!.Stripped;
        List<string> gdb = [.. LayoutLine().Matches(expected).Select(m => $"{m.Groups["name"].Value} {(8 * int.Parse(m.Groups["byte"].Value)) + (m.Groups["bit"].Length > 0 ? int.Parse(m.Groups["bit"].Value) : 0)}")];
        Assert.That(gdb, Has.Count.GreaterThanOrEqualTo(3));
        foreach (string line in gdb)
        {
            string[] parts = line.Split(' ');
            // Members of a nested structure that has no name of its own are given with offsets from the outermost one.
            bool isDirect = structure.TryFindMember(parts[0], out _, out long offset) || FindNested(structure, parts[0], out offset);
            Assert.That(isDirect, Is.True, parts[0]);
            Assert.That($"{parts[0]} {offset}", Is.EqualTo(line));
        }
    }

    private static bool FindNested(TypeInfo.Structure structure, string name, out long offset)
    {
        foreach (MemberInfo member in structure.Members)
        {
            if (member.Type.Stripped is not TypeInfo.Structure nested) continue;
            bool found = nested.TryFindMember(name, out _, out offset) || FindNested(nested, name, out offset);
            offset += member.BitOffset;
            if (found) return true;
        }
        offset = 0;
        return false;
    }

    [GeneratedRegex(@"^/\* +(?<byte>\d+)(: *(?<bit>\d+))? +\| +\d+ \*/ .*?(?<name>\w+)(\[\d+\])*( : \d+)?;$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex LayoutLine();

    [GeneratedRegex(@"sizeof\((?<type>.*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sizeof();

    private static TypeInfo TypeOrExpression(DebugInfo info, string text) => info.FindType(text) ?? TypeOfExpression(info, text);

    /// <summary>The expressions of the script: a name, then members and indexes; &amp; before it; or a cast.</summary>
    private static TypeInfo TypeOfExpression(DebugInfo info, string text)
    {
        if (text[0] == '&') return TypeInfo.PointerTo(TypeOfExpression(info, text[1..]));
        if (text[0] == '(') return info.FindType(text[1..text.IndexOf(')', StringComparison.Ordinal)])!;
        string[] steps = Regex.Split(text, @"(?=[.\[])", RegexOptions.None, TimeSpan.FromSeconds(1));
        TypeInfo type = info.FindVariable(steps[0])?.Type ?? info.GetType(info.FindFunctions(steps[0]).Single().Die);
        foreach (string step in steps.Skip(1))
        {
            if (step[0] == '[') type = ((TypeInfo.Array)type.Stripped).ElementAfterFirstIndex;
            else if (((TypeInfo.Structure)type.Stripped).TryFindMember(step[1..], out MemberInfo? member, out _)) type = member!.Type;
            else throw new AssertionException($"no member {step}");
        }
        return type;
    }

    private static string Scope(DebugInfo info, string function)
    {
        CodeAddress pc = info.GetBreakpointAddress(info.FindFunctions(function).Single());
        List<SourceFrame> frames = [.. info.GetFrames(pc)];
        IEnumerable<LocalVariable> locals = frames.SelectMany(f => info.GetLocals(pc, f.Depth));
        return string.Join('\n', locals.Select(l => l.Name + Offset(l.Location)).Order(StringComparer.Ordinal));
    }

    private static string Offset(VariableLocation location)
    {
        if (location is not VariableLocation.Expression { Bytes: var bytes } || bytes.Span[0] != (byte)DwOp.Fbreg) return "";
        Leb128.TryReadSigned(bytes.Span[1..], out long offset, out int size);
        return size + 1 == bytes.Length ? $" fbreg {offset}" : "";
    }

    private static string ScopeNames(string answer)
    {
        List<string> names = [];
        foreach (string block in answer.Split("\nSymbol ").Skip(1))
        {
            Match offset = Fbreg().Match(block);
            names.Add(block.Split(' ')[0] + (offset.Success ? $" fbreg {offset.Groups["offset"].Value}" : ""));
        }
        return string.Join('\n', names.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\S+ is a (?:complex DWARF expression:\s+0: DW_OP_fbreg |variable at frame base reg \S+ offset 0\+)(?<offset>-?\d+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fbreg();
}
