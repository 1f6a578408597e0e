using RspDebug.Dwarf.Info;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Indexes an image while the debug server starts, so that the first breakpoint finds it done. Disposing ends it, and must precede that of the image.</summary>
/// <remarks>A thread of its own: the pool has one for each processor, and the session's start needs them.</remarks>
internal sealed class ReadAhead : IDisposable
{
    private readonly DebugInfo _info;
    private readonly Thread _thread;
    private volatile bool _isEnding;

    private ReadAhead(DebugInfo info)
    {
        _info = info;
        _thread = new Thread(Run) { IsBackground = true, Name = "read ahead" };
    }

    /// <summary>Starts to read.</summary>
    public static ReadAhead Start(DebugInfo info)
    {
        var started = new ReadAhead(info);
        started._thread.Start();
        return started;
    }

    /// <summary>Returns when the image is not touched any more, one unit later at most.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _thread.Join();
    }

    private void Run()
    {
        foreach (CompilationUnit _ in _info.ReadAhead())
            if (_isEnding) return;
    }
}
