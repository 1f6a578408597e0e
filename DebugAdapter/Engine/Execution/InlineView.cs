using RspDebug.DebugAdapter.Engine.Target;

namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>
/// How many of the inlined copies that begin at PC are not entered yet: a step that reaches a line which calls an inlined function stops
/// at the call, although PC is the first instruction of the copy. It lasts until the target runs.
/// </summary>
internal sealed class InlineView(TargetState target)
{
    private int _generation = -1;
    private int _hidden;

    /// <summary>Innermost copies at PC that are not to be shown.</summary>
    public int Hidden => _generation == target.Generation ? _hidden : 0;

    /// <summary>Notes what a step that ended here has entered.</summary>
    public void Show(CodePlace place, int visible)
    {
        _generation = target.Generation;
        _hidden = place.Inlined.Count - visible;
    }
}
