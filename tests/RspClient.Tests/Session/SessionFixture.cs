using RspDebug.RspClient.Replies;
using RspDebug.RspClient.Session;
using RspDebug.Testing;

namespace RspDebug.RspClient.Tests.Session;

/// <summary>What the session tests share: a session with a fake stub in memory, on a clock that only the test moves.</summary>
internal static class SessionFixture
{
    public static readonly TargetAddress Ram = new(0x2000_0000);

    public static Task<RspSession> ConnectAsync(FakeStub stub, RspOptions? options = null, ManualTime? time = null) =>
        RspSession.ConnectAsync(stub.ConnectInMemory(), (options ?? new RspOptions()) with { Time = time ?? new ManualTime() }, default);

    /// <summary>How many packets begin in a write.</summary>
    public static int PacketCount(string write) => write.Count(letter => letter == '$');

    /// <summary>Waits for a task that only the clock can finish: moves it on in small steps.</summary>
    public static async Task<T> AdvanceUntilDoneAsync<T>(Task<T> task, ManualTime time)
    {
        await AdvanceUntilDoneAsync((Task)task, time);
        return await task;
    }

    public static async Task AdvanceUntilDoneAsync(Task task, ManualTime time)
    {
        for (int step = 0; !task.IsCompleted && step < 1000; step++) time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(task.IsCompleted, Is.True, "100 s of the test's clock did not finish the call");
        await task;
    }

    /// <summary>Collects events as text lines.</summary>
    public sealed class Events : IRspEvents
    {
        public List<string> Lines { get; } = [];

        public void OnConsoleOutput(string text) => Lines.Add($"console {text}");

        public void OnNotification(string name, string data) => Lines.Add($"notification {name}:{data}");

        public void OnUnsolicitedStop(StopReply stop) => Lines.Add($"stop {(stop as StopReply.Stopped)?.SignalNumber}");

        public void OnLinkLost(RspTransportException cause) => Lines.Add($"lost {cause.Failure}");
    }
}
