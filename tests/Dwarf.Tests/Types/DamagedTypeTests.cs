using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Types;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Types;

/// <summary>Types that damage made a part of themselves: their text ends, and the memory for it is bounded.</summary>
public sealed class DamagedTypeTests
{
    private const long MostBytesAllocated = 6 << 20;
    private const int ManyParts = 40;

    private static readonly string LongName = new('n', 2000);

    // Each writes the type "t" and, for its own use, what is inside; 1 is the unit.
    private static readonly Dictionary<string, Action<DwarfSectionWriter>> Types = new(StringComparer.Ordinal)
    {
        ["a pointer to itself"] = info => One(info, 2),
        ["an array of itself"] = info => One(info, 3),
        ["const of itself"] = info => One(info, 4),
        ["a typedef of itself"] = info => One(info, 5),
        ["a range of itself"] = info => One(info, 13),
        ["a function that takes itself many times"] = info => With(info, 6, 7),
        ["a structure without a name that holds itself many times"] = info => With(info, 8, 9),
        ["a structure without a name that holds long names and itself"] = info => With(info, 8, 10),
        ["a template whose arguments are itself"] = info => With(info, 11, 12),
        ["templates that each name the next one twice"] = Doubling,
    };

    [TestCaseSource(nameof(Kinds))]
    public void Text_TypeInsideItself_EndsInBoundedMemory(string kind)
    {
        DebugInfo info = DebugInfo.Load(Build(Types[kind]));
        Die die = FirstChild(info.Units[0].Root);

        long before = GC.GetAllocatedBytesForCurrentThread();
        TypeInfo type = info.GetType(die);
        int length = type.Name.Length + type.Declare("x").Length + type.Definition.Length + info.GetQualifiedName(die).Length;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(length, Is.GreaterThan(1));
        Assert.That(allocated, Is.LessThan(MostBytesAllocated));
    }

    private static string[] Kinds() => [.. Types.Keys];

    private static Die FirstChild(Die parent)
    {
        foreach (Die child in parent.Children) return child;
        throw new InvalidDataException("No children");
    }

    private static void One(DwarfSectionWriter info, int abbreviation) => info.Label("t").Uleb((ulong)abbreviation).Distance("unit", "t");

    private static void With(DwarfSectionWriter info, int abbreviation, int part)
    {
        info.Label("t").Uleb((ulong)abbreviation);
        if (abbreviation == 11) info.Text("Box");
        for (int i = 0; i < ManyParts; i++)
        {
            info.Uleb((ulong)part);
            if (part == 10) info.Text(LongName);
            info.Distance("unit", "t");
        }

        info.Uleb(0);
    }

    // Names of 2^40 letters.
    private static void Doubling(DwarfSectionWriter info)
    {
        for (int i = 0; i < ManyParts; i++) info.Label($"t{i}").Uleb(11).Text("Box").Uleb(12).Distance("unit", $"t{i + 1}").Uleb(12).Distance("unit", $"t{i + 1}").Uleb(0);
        info.Label($"t{ManyParts}").Uleb(11).Text("Box").Uleb(0);
    }

    private static ElfImage Build(Action<DwarfSectionWriter> type)
    {
        DwarfAssembler elf = new();
        DwarfSectionWriter abbreviations = elf.Section(".debug_abbrev").Label("abbrev");
        abbreviations.Uleb(1).Uleb(DwTag.CompileUnit).U8(1).Uleb(DwAt.Producer).Uleb(DwForm.String).Uleb(DwAt.Language).Uleb(DwForm.Data1).Uleb(0).Uleb(0);
        DwTag[] simple = [DwTag.PointerType, DwTag.ArrayType, DwTag.ConstType, DwTag.Typedef];
        for (int i = 0; i < simple.Length; i++) abbreviations.Uleb((ulong)(i + 2)).Uleb(simple[i]).U8(0).Uleb(DwAt.Type).Uleb(DwForm.Ref4).Uleb(0).Uleb(0);
        abbreviations.Uleb(6).Uleb(DwTag.SubroutineType).U8(1).Uleb(0).Uleb(0);
        abbreviations.Uleb(7).Uleb(DwTag.FormalParameter).U8(0).Uleb(DwAt.Type).Uleb(DwForm.Ref4).Uleb(0).Uleb(0);
        abbreviations.Uleb(8).Uleb(DwTag.StructureType).U8(1).Uleb(0).Uleb(0);
        abbreviations.Uleb(9).Uleb(DwTag.Member).U8(0).Uleb(DwAt.Type).Uleb(DwForm.Ref4).Uleb(0).Uleb(0);
        abbreviations.Uleb(10).Uleb(DwTag.Member).U8(0).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(DwAt.Type).Uleb(DwForm.Ref4).Uleb(0).Uleb(0);
        abbreviations.Uleb(11).Uleb(DwTag.StructureType).U8(1).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(0).Uleb(0);
        abbreviations.Uleb(12).Uleb(DwTag.TemplateTypeParameter).U8(0).Uleb(DwAt.Type).Uleb(DwForm.Ref4).Uleb(0).Uleb(0);
        abbreviations.Uleb(13).Uleb(DwTag.SubrangeType).U8(0).Uleb(DwAt.Type).Uleb(DwForm.Ref4).Uleb(0).Uleb(0);
        abbreviations.Uleb(0);
        elf.Section(".debug_info").Label("unit").Unit(unit =>
        {
            unit.U16(4).OffsetOf("abbrev").U8(4).Uleb(1).Text("clang").U8((int)DwLang.CPlusPlus14);
            type(unit);
            unit.Uleb(0);
        });
        return ElfImage.Load(elf.Build(), "hand-made");
    }
}
