namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>Where an expression of <see cref="EvaluateArguments"/> comes from.</summary>
public static class EvaluateContext
{
    /// <summary>The watch view.</summary>
    public const string Watch = "watch";
    /// <summary>The debug console: commands are allowed.</summary>
    public const string Repl = "repl";
    /// <summary>The mouse rests on it: no side effects.</summary>
    public const string Hover = "hover";
    /// <summary>To be copied: the whole value, not shortened.</summary>
    public const string Clipboard = "clipboard";
    /// <summary>The variables view.</summary>
    public const string Variables = "variables";
}
