using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Tests.Info;

public sealed class RecentCacheTests
{
    /// <summary>Keys asked for, one letter each; upper case where the value has to be made (again). Four fit.</summary>
    [TestCase("a a b a", "A a B a")]
    [TestCase("a b c d a e b a", "A B C D a E B a", TestName = "GetOrAdd_FifthKey_DropsTheLeastRecentlyUsed")]
    [TestCase("a b c d e a b c d e", "A B C D E A B C D E", TestName = "GetOrAdd_FiveKeysInTurns_KeepsNone")]
    [TestCase("a b c d d c b a e d", "A B C D d c b a E D", TestName = "GetOrAdd_UsedAgainInAnotherOrder_DropsByUse")]
    public void GetOrAdd_Keys_MakesWhatIsNotKept(string keys, string expected)
    {
        RecentCache<string, string> cache = new(4, _ => 1);
        List<string> made = [];
        foreach (string key in keys.Split(' '))
        {
            string shown = key;
            string value = cache.GetOrAdd(key, made, (k, _) => (shown = k.ToUpperInvariant()).ToLowerInvariant());
            Assert.That(value, Is.EqualTo(key));
            made.Add(shown);
        }

        Assert.That(string.Join(' ', made), Is.EqualTo(expected));
    }

    [Test]
    public void GetOrAdd_ValueHeavierThanTheLimit_IsKeptAloneUntilTheNext()
    {
        RecentCache<int, int> cache = new(10, weight => weight);
        int made = 0;
        int Ask(int key) => cache.GetOrAdd(key, 0, (k, _) => { made++; return k; });
        Ask(4);
        Ask(5);
        Ask(100);
        Ask(100);
        Assert.That(made, Is.EqualTo(3));
        Ask(4);
        Ask(100);
        Assert.That(made, Is.EqualTo(5));
    }
}
