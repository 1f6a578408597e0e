namespace RspDebug.VirtualBoard.Core;

public sealed partial class Processor
{
    private bool _exclusive;

    /// <summary>Opens the local monitor. On a Cortex-M4 it covers all addresses (TRM 3.8), so only its state counts.</summary>
    internal void MarkExclusive() => _exclusive = true;

    /// <summary>CLREX, exception entry and return.</summary>
    internal void ClearExclusive() => _exclusive = false;

    /// <summary>STREX: true when it may store; the monitor closes either way.</summary>
    internal bool TakeExclusive()
    {
        bool open = _exclusive;
        _exclusive = false;
        return open;
    }
}
