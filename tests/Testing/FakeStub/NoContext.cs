namespace RspDebug.Testing;

/// <summary>
/// Removes the synchronization context of a test while it stands in for a thread that has none (a link's reader, a timer): otherwise
/// continuations would not run in place, and a test could not tell when they are done.
/// </summary>
internal readonly struct NoContext : IDisposable
{
    private readonly SynchronizationContext? _saved;

    private NoContext(SynchronizationContext? saved) => _saved = saved;

    public static NoContext Enter()
    {
        var scope = new NoContext(SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(null);
        return scope;
    }

    public void Dispose() => SynchronizationContext.SetSynchronizationContext(_saved);
}
