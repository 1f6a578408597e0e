using RspDebug.Dwarf.Info;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Indexes an image while the debug server starts, so that the first breakpoint finds it done. Disposing ends it, and must precede that of the image.</summary>
/// <remarks>A thread of its own: the pool has one for each processor, and the session's start needs them.</remarks>
internal sealed class ReadAhead : IDisposable
{
    private readonly DebugInfo _info;
    private readonly Action<int> _onDone;
    private readonly Thread _thread;
    private volatile bool _isEnding;

    private ReadAhead(DebugInfo info, Action<int> onDone)
    {
        (_info, _onDone) = (info, onDone);
        _thread = new Thread(Run) { IsBackground = true, Name = "read ahead" };
    }

    /// <summary>Starts to read.</summary>
    /// <param name="info">What is read.</param>
    /// <param name="onDone">Called with the number of units, unless it is ended before.</param>
    public static ReadAhead Start(DebugInfo info, Action<int> onDone)
    {
        var started = new ReadAhead(info, onDone);
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
        int units = 0;
        foreach (CompilationUnit _ in _info.ReadAhead())
        {
            units++;
            if (_isEnding) return;
        }

        _onDone(units);
    }
}
