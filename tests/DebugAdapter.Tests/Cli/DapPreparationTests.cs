using RspDebug.DebugAdapter.Cli;

namespace RspDebug.DebugAdapter.Tests.Cli;

public sealed class DapPreparationTests
{
    /// <summary>It runs on another thread, where an exception ends the adapter.</summary>
    [Test]
    public void Run_Alone_AnswersTheSampleBreakpoint() =>
        Assert.That(DapPreparation.Run(), Does.Contain("\"verified\":true").And.Contain("\"path\":\"/main.c\"").And.Contain("\"line\":1"));
}
