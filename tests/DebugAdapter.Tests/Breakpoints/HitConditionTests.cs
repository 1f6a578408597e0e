using RspDebug.DebugAdapter.Engine.Breakpoints;

namespace RspDebug.DebugAdapter.Tests.Breakpoints;

[TestFixture]
public sealed class HitConditionTests
{
    [TestCase("3", "..XXXX")]
    [TestCase(">= 3", "..XXXX")]
    [TestCase("> 3", "...XXX")]
    [TestCase("== 3", "..X...")]
    [TestCase("= 3", "..X...")]
    [TestCase("< 3", "XX....")]
    [TestCase("<= 3", "XXX...")]
    [TestCase("%2", ".X.X.X")]
    public void Holds_HitsOneToSix_Stops(string text, string expected)
    {
        string actual = string.Concat(Enumerable.Range(1, 6).Select(hit => HitCondition.Holds(text, hit) == true ? 'X' : '.'));
        Assert.That(actual, Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("3 times")]
    [TestCase("99999999999")]
    [TestCase("=> 3")]
    public void Holds_NoHitCondition_GivesNull(string text) => Assert.That(HitCondition.Holds(text, 1), Is.Null);
}
