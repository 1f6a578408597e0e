using RspDebug.DebugAdapter.Engine.Image;
using RspDebug.Dwarf.Line;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Image;

[TestFixture]
public sealed class SourcePathsTests
{
    // sourceMap (recorded=local) | recorded | local
    [TestCase("", "/src/main.c", "/src/main.c")]
    [TestCase("/build=/home/u/fw", "/build/src/main.c", "/home/u/fw/src/main.c")]
    [TestCase("/build=/home/u/fw", "/builder/src/main.c", "/builder/src/main.c")]
    [TestCase("/build=/a;/build/src=/b", "/build/src/main.c", "/b/main.c")]
    [TestCase(@"C:\work=/home/u", @"C:\work\src\main.c", "/home/u/src/main.c")]
    public void ToLocal_SourceMap_ReplacesTheLongestPrefix(string map, string recorded, string expected)
    {
        var paths = new SourcePaths(Map(map));
        Assert.That(paths.ToLocal(File(recorded)), Is.EqualTo(expected));
    }

    [TestCase("/build=/home/u/fw", "/home/u/fw/src/main.c", "/build/src/main.c")]
    [TestCase("/build=/home/u/fw", "/home/u/fwx/main.c", "/home/u/fwx/main.c")]
    public void ToRecorded_SourceMap_IsTheWayBack(string map, string local, string expected) =>
        Assert.That(new SourcePaths(Map(map)).ToRecorded(local), Is.EqualTo(expected));

    [Test]
    public void Learn_BreakpointInALocalCopy_MapsTheWholeFolder()
    {
        var paths = new SourcePaths([]);
        paths.Learn(File("/firmware/src/calls.c"), Firmware.SourcePath("calls.c"));
        Assert.That(paths.ToLocal(File("/firmware/src/main.c")), Is.EqualTo(Firmware.SourcePath("main.c")));
    }

    [Test]
    public void Learn_FileThatIsNotThere_LearnsNothing()
    {
        var paths = new SourcePaths([]);
        paths.Learn(File("/firmware/src/calls.c"), "/nowhere/src/calls.c");
        Assert.That(paths.ToLocal(File("/firmware/src/calls.c")), Is.EqualTo("/firmware/src/calls.c"));
    }

    private static KeyValuePair<string, string>[] Map(string text) =>
        [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => new KeyValuePair<string, string>(pair.Split('=')[0], pair.Split('=')[1]))];

    private static SourceFile File(string path) => new(path, path, "");
}
