using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Launch;

public sealed class NearestNameTests
{
    // written | known names | nearest, empty for none
    [TestCase("servertyp", "servertype serverpath", "servertype")]
    [TestCase("SERVERTYPE", "servertype serverpath", "servertype")]
    [TestCase("svd", "swo svdFile", "svdFile")]
    [TestCase("x", "y", "")]
    [TestCase("executible", "executable", "executable")]
    [TestCase("serverArg", "serverArgs searchDir", "serverArgs")]
    [TestCase("completely", "different words", "")]
    [TestCase("a", "", "")]
    public void Find_Name_GivesTheNearest(string name, string known, string expected) =>
        Assert.That(NearestName.Find(name, known.Split(' ')) ?? "", Is.EqualTo(expected));
}
