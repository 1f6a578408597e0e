using RspDebug.DebugAdapter.Logging;
using Serilog.Events;

namespace RspDebug.DebugAdapter.Tests.Logging;

public sealed class LogTests
{
    // --log | layers and levels, or ! and a word of the problem
    [TestCase("engine=debug,rsp=verbose", "Rsp=Verbose Engine=Debug")]
    [TestCase("debug", "Dap=Debug Rsp=Debug Dwarf=Debug Swo=Debug Engine=Debug")]
    [TestCase("warn, DAP=Info", "Dap=Information Rsp=Warning Dwarf=Warning Swo=Warning Engine=Warning")]
    [TestCase("", "")]
    [TestCase("engine", "!\"engine\" is not a log level")]
    [TestCase("motor=debug", "!\"motor\" is not a log layer")]
    [TestCase("0=debug", "!\"0\" is not a log layer")]
    [TestCase("engine=loud", "!\"loud\" is not a log level")]
    public void TryParse_Text_GivesLevelsOrSaysWhatIsWrong(string text, string expected)
    {
        bool valid = LogSettings.TryParse(text, null, out LogSettings? settings, out string? problem);
        Assert.That(valid, Is.EqualTo(!expected.StartsWith('!')));
        if (valid) Assert.That(string.Join(' ', settings!.Levels.OrderBy(static level => level.Key).Select(static level => $"{level.Key}={level.Value}")), Is.EqualTo(expected));
        else Assert.That(problem, Does.Contain(expected[1..]));
    }

    [Test]
    public void For_LayersSwitchedOneByOne_WriteOnlyWhatIsOn()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("rsp-debug-test").FullName, "log.txt");
        var levels = new Dictionary<LogLayer, LogEventLevel> { [LogLayer.Engine] = LogEventLevel.Debug, [LogLayer.Rsp] = LogEventLevel.Error };
        using (var logs = LayerLogs.Open(new LogSettings(levels, path)))
        {
            logs.For(LogLayer.Engine).Debug("stop at {Pc}", "0x100");
            logs.For(LogLayer.Engine).Verbose("too much");
            logs.For(LogLayer.Rsp).Warning("too little");
            logs.For(LogLayer.Dap).Error("off");
        }

        string text = File.ReadAllText(path);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        Assert.That(text, Does.Contain("engine stop at 0x100").And.Not.Contain("too").And.Not.Contain("off"));
    }

    [Test]
    public void Open_FileThatCannotBeWritten_Throws() => Assert.That(
        () => LayerLogs.Open(new LogSettings(new Dictionary<LogLayer, LogEventLevel> { [LogLayer.Dap] = LogEventLevel.Debug }, "/no/such/folder/log")),
        Throws.InstanceOf<IOException>());

    // bytes | text
    [TestCase("7b7d", "{}")]
    [TestCase("00410a7fff", "\\x00A\\x0a\\x7f\\xff")]
    [TestCase("", "")]
    public void Shorten_Bytes_ShowsThoseThatCannotBePrinted(string hex, string expected) =>
        Assert.That(WireText.Shorten(Convert.FromHexString(hex)), Is.EqualTo(expected));

    [Test]
    public void Shorten_LongPayload_TellsItsLength() =>
        Assert.That(WireText.Shorten(new byte[5000]), Does.EndWith("... 5000 bytes").And.Length.EqualTo((WireText.ShownBytes * 4) + 14));
}
