using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Session;

// Work that talks to the target directly: audits.
internal sealed partial class DebugSession
{
    /// <summary>Runs work on the halted target's link, past the caches of the stop; they are forgotten afterwards.</summary>
    /// <param name="work">Gets the link; nobody else uses the target meanwhile. It leaves the target halted and nothing armed.</param>
    public Task<T> UseLinkAsync<T>(Func<ITargetLink, Task<T>> work) => _loop.PostAsync<T>(CommandNeeds.Halted, async () =>
    {
        T result = await work(_link).ConfigureAwait(false);
        _target.BeginRun();
        ForgetReferences();
        return result;
    });
}
