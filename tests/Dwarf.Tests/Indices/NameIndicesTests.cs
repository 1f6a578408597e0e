using System.Buffers.Binary;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Indices;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Tests.Corpora;
using RspDebug.Dwarf.Types;

namespace RspDebug.Dwarf.Tests.Indices;

/// <summary>Look-ups through <c>.gdb_index</c> and <c>.debug_names</c> find what a search of all units finds, and open fewer of them.</summary>
public sealed class NameIndicesTests
{
    // Of an image with more names, a sample.
    private const int MostNames = 3000;

    private static IEnumerable<string> Images => IndexedImages.Names;

    [TestCaseSource(nameof(Images))]
    public void MayDefine_EveryNameOfAUnit_IsTrue(string image)
    {
        DebugInfo info = IndexedImages.Load(IndexedImages.Read(image), IndexedImages.PathOf(image));

        List<string> refused = FindRefused(info, out int covered);

        TestContext.Out.WriteLine($"{image}: {covered} names of units that an index covers");
        Assert.That(refused, Is.Empty, string.Join('\n', refused));
        Assert.That(covered, Is.GreaterThan(20));
        Assert.That(info.Diagnostics, Is.Empty);
    }

    [TestCaseSource(nameof(Images))]
    public void Find_EveryName_IsAsWithoutIndex(string image)
    {
        byte[] file = IndexedImages.Read(image);

        Assert.That(FindDifferences(file, IndexedImages.PathOf(image), out int names), Is.Empty);
        Assert.That(names, Is.GreaterThan(40));
    }

    /// <summary>Version 9 has one more part, a shortcut to <c>main</c>; gdb writes it since 14.</summary>
    [TestCase("gdb-gcc-dwarf4")]
    [TestCase("gdb-clang-dwarf5-low")]
    public void Find_IndexOfGdb14_IsAsWithoutIndex(string image)
    {
        byte[] file = IndexedImages.Read(image);
        byte[] old = ElfImage.Load(file, image).FindSection(".gdb_index")!.Data.ToArray();
        const int Start = 24, Shortcuts = 8;
        int[] starts = [.. Enumerable.Range(1, 5).Select(i => BinaryPrimitives.ReadInt32LittleEndian(old.AsSpan(4 * i)))];
        int pool = starts[^1];
        using MemoryStream changed = new();
        foreach (int word in (int[])[9, .. starts.Select(s => s + 4), pool + 4 + Shortcuts]) changed.Write(BitConverter.GetBytes(word));
        changed.Write(old.AsSpan(Start, pool - Start));
        changed.Write(new byte[Shortcuts]);
        changed.Write(old.AsSpan(pool));
        byte[] indexed = IndexedImages.Replace(file, ".gdb_index", changed.ToArray());

        Assert.That(FindRefused(IndexedImages.Load(indexed, image), out int covered), Is.Empty);
        Assert.That(covered, Is.GreaterThan(20));
        Assert.That(FindDifferences(indexed, image, out _), Is.Empty);
    }

    /// <summary>What the indices refuse although the unit has it.</summary>
    internal static List<string> FindRefused(DebugInfo info, out int covered)
    {
        List<string> refused = [];
        covered = 0;
        foreach (CompilationUnit unit in info.Units.Concat(info.TypeUnits))
        {
            foreach ((Die die, NameLevel level, string name) in IndexedImages.NamedDies(unit.Root, NameLevel.Outer))
            {
                IndexedNames kind = KindOf(die, level);
                if (kind == IndexedNames.None) continue;
                NameFilter filter = info.Indices.FilterFor(new NamePattern(name));
                if (!filter.MayDefine(unit, kind)) refused.Add($"{unit} {unit.Name}: {kind} {name} {die}");
                if (!info.Indices.FilterFor(new NamePattern("nothing_has_this_name")).MayDefine(unit, kind)) covered++;
            }
        }
        return refused;
    }

    /// <summary>What look-ups by every name and by every code address give that differs.</summary>
    internal static List<string> FindDifferences(byte[] file, string path, out int names)
    {
        DebugInfo with = IndexedImages.Load(IndexedImages.Without(file, ".debug_aranges"), path), without = IndexedImages.Load(IndexedImages.Without(file, [".debug_aranges", .. IndexedImages.Sections]), path);
        HashSet<string> asked = [];
        foreach (CompilationUnit unit in without.Units.Concat(without.TypeUnits))
        {
            foreach ((Die die, _, string name) in IndexedImages.NamedDies(unit.Root, NameLevel.Outer)) asked.UnionWith([name, without.GetQualifiedName(die)]);
        }
        List<string> differences = [];
        int step = (asked.Count / MostNames) + 1;
        foreach (string name in asked.Where((_, i) => i % step == 0))
        {
            string expected = Describe(without, name), actual = Describe(with, name);
            if (actual != expected) differences.Add($"{name}: expected\n{expected}\nbut was\n{actual}");
        }
        foreach (ulong address in SymbolAnswers.CodeAddresses(without.Image))
        {
            CodeAddress at = new(address);
            if (with.FindUnit(at)?.Offset != without.FindUnit(at)?.Offset) differences.Add($"unit at {at}: expected {without.FindUnit(at)} but was {with.FindUnit(at)}");
        }
        differences.AddRange(with.Diagnostics.Except(without.Diagnostics).Select(d => d.Message));
        names = asked.Count;
        return differences;
    }

    private static string Describe(DebugInfo info, string name)
    {
        CompilationUnit last = info.Units[^1];
        return string.Join('\n',
            string.Join(' ', info.FindFunctions(name).Select(f => f.Die)),
            string.Join(' ', info.FindFunctionBreakpoints(name).Select(b => b.Address)),
            $"{info.FindVariable(name)?.Die} {info.FindVariable(name, last)?.Die}",
            $"{info.FindType(name)?.Definition} {info.FindType(name, last)?.Definition}",
            $"{info.FindEnumerator(name)?.Type.Definition}");
    }

    private static IndexedNames KindOf(Die die, NameLevel level)
    {
        if (level == NameLevel.Local || die.HasFlag(DwAt.Declaration)) return IndexedNames.None;
        switch (die.Tag)
        {
            case DwTag.Subprogram:
                return RangeList.Read(die).Count > 0 ? IndexedNames.Functions : die.TryGet(DwAt.Inline, out _) ? IndexedNames.InlinedFunctions : IndexedNames.None;
            case DwTag.Variable:
                return die.Unit.Owner.GetVariable(die).GetStaticLocation() is VariableLocation.Expression ? IndexedNames.Variables : IndexedNames.None;
            case DwTag.Enumerator:
                return IndexedNames.Enumerators;
            case DwTag.StructureType or DwTag.ClassType or DwTag.UnionType or DwTag.EnumerationType or DwTag.Typedef or DwTag.BaseType:
                return level == NameLevel.Outer ? IndexedNames.Types : IndexedNames.NestedTypes;
            default:
                return IndexedNames.None;
        }
    }
}
