using System.Text;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Tests.Info;

public sealed class NamePatternTests
{
    [TestCase("sum", "sum")]
    [TestCase("app::Ring<int, 16u>::sum", "sum")]
    [TestCase("Ring<std::pair<int, int>>", "Ring")]
    [TestCase("unsigned __int128", "unsigned __int128")]
    [TestCase("short _Fract", "short _Fract")]
    [TestCase("operator<<", "operator<<")]
    public void Hash_Name_IsThatOfItsInnermostName(string name, string innermost) => Assert.That(new NamePattern(name).Hash, Is.EqualTo(NamePattern.HashOf(Encoding.UTF8.GetBytes(innermost))));
}
