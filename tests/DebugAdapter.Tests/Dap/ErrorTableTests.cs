using RspDebug.DebugAdapter.Dap;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Launch;

namespace RspDebug.DebugAdapter.Tests.Dap;

public sealed class ErrorTableTests
{
    private static IEnumerable<TestCaseData> Failures()
    {
        yield return new(new DapRequestException(ErrorId.WrongState, "Launch first."), ErrorId.WrongState, "wrongState", "Launch first.");
        yield return new(new LaunchConfigurationException([new("executable", "is missing.")]), ErrorId.LaunchConfiguration, "launchConfiguration", "executable: is missing.");
        yield return new(new ServerStartException(ServerStartFailure.Exited, "It ended.", "Check it.", ["last words"], 1), ErrorId.ServerStart, "serverStart", "last words");
        yield return new(new OperationCanceledException(), ErrorId.Cancelled, "cancelled", "cancelled");
        yield return new(new FileNotFoundException("no fw.elf."), ErrorId.File, "file", "no fw.elf.");
        yield return new(new InvalidOperationException("secret"), ErrorId.Internal, "internal", "--log-file");
    }

    [TestCaseSource(nameof(Failures))]
    public void Describe_Failure_GivesItsIdAndText(Exception failure, ErrorId id, string shortName, string part) => Assert.Multiple(() =>
    {
        Assert.That(ErrorTable.Describe(failure).Id, Is.EqualTo((int)id));
        Assert.That(ErrorTable.Describe(failure).Format, Does.Contain(part).And.Not.Contain("secret"));
        Assert.That(ErrorTable.ShortName(failure), Is.EqualTo(shortName));
    });

    [Test]
    public void ErrorIds_All_AreUnique() => Assert.That(Enum.GetNames<ErrorId>().Select(static name => (int)Enum.Parse<ErrorId>(name)), Is.Unique);
}
