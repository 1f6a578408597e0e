using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Tests.Indices;

namespace RspDebug.Dwarf.Tests.Info;

/// <summary>Names of functions of types that are described elsewhere: LLVM leaves the name of such a type to its type unit.</summary>
public sealed class TypeUnitNameTests
{
    [Test]
    public void GetQualifiedName_FunctionsOfTypesInTypeUnits_AreThoseOfTheSameProgramWithout() =>
        Assert.That(FunctionsOf("names-clang-types-low"), Is.EqualTo(FunctionsOf("names-clang-dwarf5")).And.Contains("shop::Shelf<int, 4>::sum"));

    [Test]
    public void FindFunctionBreakpoints_MemberOfATypeInATypeUnit_IsFound() =>
        Assert.That(Load("names-clang-types-low").FindFunctionBreakpoints("shop::Shelf<int, 4>::sum"), Has.Count.EqualTo(Load("names-clang-dwarf5").FindFunctionBreakpoints("shop::Shelf<int, 4>::sum").Count).And.Not.Empty);

    private static DebugInfo Load(string image) => IndexedImages.Load(IndexedImages.Read(image), IndexedImages.PathOf(image));

    private static List<string> FunctionsOf(string image)
    {
        DebugInfo info = Load(image);
        return [.. info.Units.SelectMany(unit => IndexedImages.NamedDies(unit.Root, NameLevel.Outer)).Where(d => d.Die.Tag == DwTag.Subprogram && d.Level != NameLevel.Local)
            .Select(d => info.GetQualifiedName(d.Die)).Distinct().Order(StringComparer.Ordinal)];
    }
}
