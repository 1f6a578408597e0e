using RspDebug.DebugAdapter.Engine.Execution;
using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Engine.Target;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.Execution;

/// <summary>A server that answers a step without having executed anything, as QEMU 7.2 does now and then.</summary>
[TestFixture]
public sealed class RepeatedStepTests
{
    private const uint Start = 0x200;

    // instruction | answers without execution | PC after one step | steps that the server was asked for
    [TestCase("00BF", 0, Start + 2, 1, TestName = "nop, executed at once")]
    [TestCase("00BF", 1, Start + 2, 2, TestName = "nop, second try")]
    [TestCase("00BF", 3, Start + 2, 4, TestName = "nop, last try")]
    [TestCase("00BF", 9, Start, 4, TestName = "nop, given up")]
    [TestCase("FEE7", 9, Start, 1, TestName = "b . stays where it is: no retry")]
    [TestCase("FED0", 9, Start, 1, TestName = "beq . may stay: no retry")]
    [TestCase("20BF", 9, Start, 1, TestName = "wfe may stay: no retry")]
    public async Task Step_ServerExecutedNothing_IsTakenAgainUpToThreeTimes(string code, int idle, uint expected, int steps)
    {
        FakeStub stub = FakePersonalities.OpenOcd();
        stub.Target.Pc = Start;
        stub.Target.Load(Start, Convert.FromHexString(code));
        int asked = 0;
        stub.Target.Step = target =>
        {
            if (++asked > idle && code == "00BF") target.Pc += 2;
        };
        var stops = new Stops();
        await using RspSession rsp = await RspSession.ConnectAsync(stub.ConnectInMemory(), new RspOptions(), CancellationToken.None);
        await using var session = new DebugSession(new RspTargetLink(rsp, new LinkTraits()), null, new SessionOptions(), stops);
        session.Step(StepKind.Into, byInstruction: true);
        await stops.First.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That((stub.Target.Pc, asked), Is.EqualTo((expected, steps)));
    }

    private sealed class Stops : ISessionEvents
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task First => _first.Task;

        public void OnStopped(StopReport stop) => _first.TrySetResult();

        public void OnOutput(OutputKind kind, string text)
        {
        }

        public void OnEnded(string? reason) => _first.TrySetException(new InvalidOperationException(reason));
    }
}
