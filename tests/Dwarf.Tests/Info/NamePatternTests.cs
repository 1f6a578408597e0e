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
    [TestCase("operator()<int*, int*>", "operator()")]
    [TestCase("operator<<<int>", "operator<<")]
    [TestCase("operator<<int>", "operator<", Description = "no shift of int>")]
    [TestCase("operator< <int>", "operator<")]
    [TestCase("operator<=><int>", "operator<=>")]
    [TestCase("operator-><int>", "operator->")]
    [TestCase("operator unsigned int", "operator unsigned int")]
    [TestCase("operators<int>", "operators")]
    [TestCase("call<fn(&u8) -> bool, (&u8)>", "call")]
    public void Hash_Name_IsThatOfItsInnermostName(string name, string innermost) => Assert.That(new NamePattern(name).Hash, Is.EqualTo(NamePattern.HashOf(Encoding.UTF8.GetBytes(innermost))));

    [TestCase("Ring<short unsigned int, 4>", "Ring<unsigned short, 4>")]
    [TestCase("Ring<long long unsigned int>", "Ring<unsigned long long int>")]
    [TestCase("Ring<long int>", "Ring<long>")]
    [TestCase("Ring<unsigned long int, short int>", "Ring<unsigned long, short>")]
    [TestCase("Ring<const long unsigned int*>", "Ring<unsigned long const*>")]
    public void Matches_SpellingOfAnotherCompiler_IsTheSameName(string typed, string name) => Assert.That(new NamePattern(typed).Matches(name), Is.True);

    [TestCase("Less::operator()", "std::Less<int>::operator()<int*, int*>")]
    [TestCase("operator<", "app::operator< <int>")]
    [TestCase("app::operator<", "app::operator< <std::char_traits<char>, std::pair<int, int> >")]
    [TestCase("std::Less<main()::<lambda(int, int)> >::operator()<int*, int*>", "std::Less<main()::<lambda(int, int)> >::operator()<int*, int*>")]
    [TestCase("chain::call<fn(&mut Iter<u8>) -> Option<u8>>", "core::chain::call<fn(&mut Iter<u8>) -> Option<u8>>")]
    public void Matches_OperatorsAndArrows_HaveTheirArgumentsBehind(string typed, string name) => Assert.That(new NamePattern(typed).Matches(name), Is.True);

    [TestCase("operator<", "operator<<<int>")]
    [TestCase("operator()<int>", "operator()<long>")]
    [TestCase("Ring<long interval>", "Ring<longerval>")]
    [TestCase("Ring<along int>", "Ring<along>")]
    [TestCase("Ring<int const>", "Ring<int>")]
    public void Matches_NearMiss_IsAnotherName(string typed, string name) => Assert.That(new NamePattern(typed).Matches(name), Is.False);

    // Strings whose ends are damaged go on for the rest of the section.
    [Test]
    public void Matches_NameOfAHundredThousandWords_EndsWithoutATimeLimit()
    {
        string words = string.Concat(Enumerable.Repeat("const long unsigned ", 30_000));
        Assert.That(new NamePattern("Ring<int>").Matches($"Ring<{words}int>"), Is.False);
    }
}
