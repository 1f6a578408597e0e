using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.DebugAdapter.Launch;
using RspDebug.Testing;

namespace RspDebug.DebugAdapter.Tests.CoreDumps.ProbeRs;

/// <summary>A session on a core dump of the probe-rs project, as <c>"coreFile"</c> starts it.</summary>
internal static class ProbeRsSession
{
    private const int MostFrames = 100;

    /// <summary>Hands the session and its whole stack to a test; skips the test where the dump is absent.</summary>
    public static async Task<T> ReadAsync<T>(string name, Func<DebugSession, IReadOnlyList<BacktraceFrame>, Task<T>> use)
    {
        var configuration = new LaunchConfiguration { Executable = SharedData.Require($"probe-rs/{name}.elf"), CoreFile = SharedData.Require($"probe-rs/{name}.coredump") };
        await using HeadlessSession headless = await HeadlessSession.StartAsync(new LaunchReading(configuration, LaunchRequest.Launch, []), static (_, _) => { }, null, default);
        await headless.EnsureHaltedAsync(default);
        (IReadOnlyList<BacktraceFrame> frames, _) = await new BacktraceReader(headless.Session).ReadAsync(MostFrames, withLocals: true, default);
        return await use(headless.Session, frames);
    }
}
