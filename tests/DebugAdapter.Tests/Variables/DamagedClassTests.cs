using RspDebug.DebugAdapter.Engine.Expressions;
using RspDebug.DebugAdapter.Engine.Variables;
using RspDebug.DebugAdapter.Engine.Variables.Frames;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.DebugAdapter.Engine.Variables.Types;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Unwind;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Variables;

/// <summary>A class that damage made its own base and its own anonymous member, many times: looking through it must end.</summary>
public sealed class DamagedClassTests
{
    private const int ManyTimes = 8;
    private const uint Code = 0x100, Data = 0x2000_0000;

    private static readonly DebugInfo Info = DebugInfo.Load(ElfImage.Load(Build(), "hand-made"));

    private static ValueInspector Inspector()
    {
        var memory = new ElfMemory(Info.Image);
        var entry = new CodeAddress(Code);
        return new ValueInspector(new FrameScope(Info, new FramePlace(entry, entry, RegisterSet.FromLive([]), null), memory), new ElfSymbolNames(Info), memory);
    }

    [Test]
    public void GetChildren_AClassInsideItself_AreItsOwnParts()
    {
        ValueInspector inspector = Inspector();
        TypedValue value = inspector.Evaluate("damaged").Value;
        var children = inspector.GetChildren(new NamedValue("damaged", "damaged", value, NamedValueKind.Result));
        Assert.That((inspector.CountChildren(value).Named, children.Length), Is.EqualTo((2 * ManyTimes, 2 * ManyTimes)));
        Assert.That(inspector.Format(value), Has.Length.InRange(1, 4000));
    }

    [TestCase("damaged.nowhere", "'Box' has no member 'nowhere'")]
    [TestCase("(Other *)&damaged == (Other *)0", null)]
    [TestCase("static_cast<Other &>(damaged)", null)]
    public void Evaluate_AClassInsideItself_Ends(string expression, string? error)
    {
        if (error is null) Assert.That(Inspector().Evaluate(expression).Value, Is.Not.Null);
        else Assert.That(() => Inspector().Evaluate(expression), Throws.InstanceOf<ExpressionException>().With.Message.Contains(error));
    }

    [Test]
    public void Refine_AClassInsideItself_IsWhatItWas()
    {
        TypedValue value = Inspector().Evaluate("damaged").Value;
        Assert.That(new DynamicTypes(new TargetView(new ElfMemory(Info.Image)), new ElfSymbolNames(Info)).Refine(value), Is.SameAs(value));
    }

    [Test]
    public void Alignment_AClassInsideItself_IsThatOfNothing() =>
        Assert.That(TypeAlignment.Of(Inspector().Evaluate("damaged").Value.Type), Is.EqualTo(1));

    private static byte[] Build()
    {
        DwarfAssembler elf = new();
        elf.Code(".text", Code, [0x00, 0xbf, 0x70, 0x47]).Memory(".bss", Data, 64);
        DwarfSectionWriter abbreviations = elf.Section(".debug_abbrev").Label("abbrev");
        abbreviations.Uleb(1).Uleb(DwTag.CompileUnit).U8(1).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(DwAt.Language).Uleb(DwForm.Data1)
            .Uleb(DwAt.LowPc).Uleb(DwForm.Addr).Uleb(DwAt.HighPc).Uleb(DwForm.Data1).Uleb(0).Uleb(0);
        abbreviations.Uleb(2).Uleb(DwTag.ClassType).U8(1).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(DwAt.ByteSize).Uleb(DwForm.Data1).Uleb(0).Uleb(0);
        abbreviations.Uleb(3).Uleb(DwTag.Inheritance).U8(0).Uleb(DwAt.Type).Uleb(DwForm.Ref4).Uleb(DwAt.DataMemberLocation).Uleb(DwForm.Data1).Uleb(0).Uleb(0);
        abbreviations.Uleb(4).Uleb(DwTag.Member).U8(0).Uleb(DwAt.Type).Uleb(DwForm.Ref4).Uleb(DwAt.DataMemberLocation).Uleb(DwForm.Data1).Uleb(0).Uleb(0);
        abbreviations.Uleb(5).Uleb(DwTag.Variable).U8(0).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(DwAt.Type).Uleb(DwForm.Ref4).Uleb(DwAt.Location).Uleb(DwForm.Exprloc).Uleb(0).Uleb(0);
        abbreviations.Uleb(6).Uleb(DwTag.Subprogram).U8(0).Uleb(DwAt.Name).Uleb(DwForm.String).Uleb(DwAt.LowPc).Uleb(DwForm.Addr).Uleb(DwAt.HighPc).Uleb(DwForm.Data1).Uleb(0).Uleb(0);
        abbreviations.Uleb(0);
        elf.Section(".debug_info").Label("unit").Unit(unit =>
        {
            unit.U16(4).OffsetOf("abbrev").U8(4).Uleb(1).Text("damaged.cpp").U8((int)DwLang.CPlusPlus14).U32(Code).U8(4);
            unit.Label("box").Uleb(2).Text("Box").U8(8);
            for (int i = 0; i < ManyTimes; i++) unit.Uleb(3).Distance("unit", "box").U8(i);
            for (int i = 0; i < ManyTimes; i++) unit.Uleb(4).Distance("unit", "box").U8(i);
            unit.Uleb(0).Label("other").Uleb(2).Text("Other").U8(8).Uleb(0);
            unit.Uleb(5).Text("damaged").Distance("unit", "box").Uleb(5).U8((int)DwOp.Addr).U32(Data);
            unit.Uleb(6).Text("main").U32(Code).U8(4).Uleb(0);
        });
        return elf.Build();
    }
}
