namespace RspDebug.DebugAdapter.Engine.FloatingPoint;

/// <summary>How far what a server calls <c>fpscr</c> is known to be FPSCR.</summary>
internal enum FpscrTrust
{
    /// <summary>The core does not tell: there is no way to its debug registers.</summary>
    Unverifiable,

    /// <summary>Nothing against it so far; equal zeros prove nothing.</summary>
    Unproven,

    /// <summary>The core had the same value, other than zero.</summary>
    Proven,

    /// <summary>It is something else. FPSCR is reached through the core's debug registers.</summary>
    Misnumbered,
}
