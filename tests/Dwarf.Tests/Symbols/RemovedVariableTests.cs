using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Symbols;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Symbols;

/// <summary>
/// Variables that the linker removed keep the address 0, where the vector table of a firmware with flash at 0 lies: they must not
/// show its bytes as their value. The image's symbol table says what is really there.
/// </summary>
[TestFixture]
public sealed class RemovedVariableTests
{
    [TestCaseSource(typeof(Firmware), nameof(Firmware.Variants))]
    public void GetGlobals_EveryUnit_HasOnlyVariablesOfTheSymbolTable(string variant)
    {
        using ElfFile file = ElfFile.Open(Firmware.ImagePath(variant));
        DebugInfo info = DebugInfo.Load(file.Image);
        HashSet<string> symbols = [.. file.Image.Symbols.Where(s => s.Type == ElfSymbolType.Object && s.IsDefined).Select(s => s.Name)];
        foreach (VariableInfo variable in info.Units.SelectMany(info.GetGlobals).Where(v => v.GetStaticLocation() is VariableLocation.Expression))
            Assert.That(symbols, Has.Some.EqualTo(variable.Name).Or.Some.Contain(variable.Name), variable.Name);
    }
}
