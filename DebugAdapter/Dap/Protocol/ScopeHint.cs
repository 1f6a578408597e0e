namespace RspDebug.DebugAdapter.Dap.Protocol;

/// <summary>The presentation hints of a <see cref="Scope"/>.</summary>
public static class ScopeHint
{
    /// <summary>Parameters.</summary>
    public const string Arguments = "arguments";
    /// <summary>Local variables; clients show this scope first.</summary>
    public const string Locals = "locals";
    /// <summary>Registers; clients do not load it before it is opened.</summary>
    public const string Registers = "registers";
    /// <summary>The value a function returned.</summary>
    public const string ReturnValue = "returnValue";
}
