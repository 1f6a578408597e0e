using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Engine.Trace.Rtt;

/// <summary>The target is halted for a moment at each look, which works with every server.</summary>
internal sealed class HaltedShortly(HeadlessSession session) : IRunningMemory
{
    private Task<StopReport>? _run;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _run = session.RunAsync(static running => running.Continue(), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task<T> UseAsync<T>(Func<HaltedMemory, ValueTask<T>> work)
    {
        if (_run!.IsCompleted)
        {
            StopReport stop = await _run.ConfigureAwait(false);
            throw RttLink.Stopped(stop.Text ?? stop.Reason.ToString());
        }

        return await session.Session.HaltedShortlyAsync(target => work(target.Memory)).ConfigureAwait(false);
    }

    public async Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken) => await Task.WhenAny(_run!, Task.Delay(pause, cancellationToken)).ConfigureAwait(false);
}
