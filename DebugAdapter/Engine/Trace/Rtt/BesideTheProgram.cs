using RspDebug.DebugAdapter.Engine.Memory;
using RspDebug.DebugAdapter.Engine.Servers;
using RspDebug.DebugAdapter.Engine.Session;

namespace RspDebug.DebugAdapter.Engine.Trace.Rtt;

/// <summary>The target runs on while its memory is read and written. For the session it stands halted all the time: the server was told to let it run.</summary>
internal sealed class BesideTheProgram(HeadlessSession session, ServerQuirks quirks, RunningAccess access) : IRunningMemory
{
    private const long StateEveryMs = 1000;

    private long _askedAt;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // OpenOCD takes this from a halted target only, and nothing is stepped from here on.
        await session.Session.InspectAsync(async target =>
        {
            await target.Link.RestoreSteppingAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        foreach (string command in quirks.Resume) await session.Session.MonitorAsync(command, cancellationToken).ConfigureAwait(false);
        // It runs, and a detach leaves it so.
        session.LeavesRunning = false;
        _askedAt = Environment.TickCount64;
    }

    public async Task<T> UseAsync<T>(Func<HaltedMemory, ValueTask<T>> work)
    {
        if (Environment.TickCount64 - _askedAt >= StateEveryMs)
        {
            string state = await session.Session.MonitorAsync(access.StateCommand, CancellationToken.None).ConfigureAwait(false);
            if (!state.Contains(access.Running, StringComparison.Ordinal)) throw RttLink.Stopped(state.Trim());
            _askedAt = Environment.TickCount64;
        }

        return await session.Session.WithTargetAsync(target => work(target.Memory)).ConfigureAwait(false);
    }

    public Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, cancellationToken);
}
