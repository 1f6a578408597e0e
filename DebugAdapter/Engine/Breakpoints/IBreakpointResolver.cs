namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>Finds the addresses of a breakpoint request in the debug information.</summary>
internal interface IBreakpointResolver
{
    /// <summary>Never throws for what the user typed: a place without code has no addresses and a message.</summary>
    ResolvedPlace Resolve(BreakpointSpec spec);
}
