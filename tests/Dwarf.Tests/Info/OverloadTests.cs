using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Testing;

namespace RspDebug.Dwarf.Tests.Info;

/// <summary>Functions by name and parameters, as gdb's <c>break</c> takes them; the images are made by <c>Fixtures/values/build.sh</c>.</summary>
public sealed class OverloadTests
{
    private static readonly string Folder = Path.Combine(FixtureFiles.RepositoryRoot, "tests", "Fixtures", "values");

    [TestCase("Part::take", 2)]
    [TestCase("take", 2)]
    [TestCase("Part::take(int)", 1)]
    [TestCase("take(int)", 1)]
    [TestCase("Part::take(unsigned, char) const", 1)]
    [TestCase("Part::take( unsigned int , char ) const", 1)]
    [TestCase("store::Base::weight(int)", 1)]
    [TestCase("store::scaled", 2)]
    [TestCase("store::scaled<short, 3>(short)", 1)]
    [TestCase("scaled<long int, 2>", 1)]
    [TestCase("stop_here(void const*)", 1)]
    [TestCase("first(int)", 1)]
    [TestCase("first(int)::Local::get(int)", 2)]
    [TestCase("Named::operator<(int)", 1)]
    [TestCase("operator<", 1)]
    [TestCase("named(unsigned int&, unsigned int const*)", 1)]
    [TestCase("named(word &, const word *)", 1)]
    [TestCase("Kept<volatile long>::get", 1)]
    [TestCase("Kept<long volatile>::get() const", 1)]
    [TestCase("main()", 1)]
    [TestCase("main(void)", 1)]
    // A list that no function has chooses nothing.
    [TestCase("Part::take(double)", 2)]
    [TestCase("Part::take(", 2)]
    [TestCase("Part::take)", 0)]
    public void FindFunctionBreakpoints_ParameterList_ChoosesAmongOverloads(string name, int expected)
    {
        foreach (string image in (string[])["classes-gcc-O0-dwarf4", "classes-clang-O0-dwarf5"])
        {
            string path = Path.Combine(Folder, image + ".elf");
            DebugInfo info = DebugInfo.Load(ElfImage.Load(File.ReadAllBytes(path), path));
            Assert.That(info.FindFunctionBreakpoints(name), Has.Count.EqualTo(expected), image);
            Assert.That(info.FindFunctions(name), Has.Count.EqualTo(expected), image);
        }
    }
}
