namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>Numbers for breakpoints of all kinds: the UI knows one series.</summary>
internal sealed class IdSource
{
    private int _last;

    /// <summary>The next number, from 1.</summary>
    public int Next() => ++_last;
}
