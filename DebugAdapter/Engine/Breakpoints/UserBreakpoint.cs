namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>A breakpoint of the UI and what became of it.</summary>
internal sealed class UserBreakpoint(int id, BreakpointSpec spec)
{
    /// <summary>Stable while the breakpoint lives; shown in stops.</summary>
    public int Id { get; } = id;

    /// <summary>The request.</summary>
    public BreakpointSpec Spec { get; set; } = spec;

    /// <summary>Addresses that are armed for it.</summary>
    public List<uint> Addresses { get; } = [];

    /// <summary>True when at least one address is armed.</summary>
    public bool IsVerified => Addresses.Count > 0;

    /// <summary>Why it is not verified, or a remark.</summary>
    public string? Message { get; set; }

    /// <summary>The line where it really stands; null for instruction breakpoints without source.</summary>
    public int? ActualLine { get; set; }

    /// <summary>The file where it really stands.</summary>
    public string? ActualPath { get; set; }

    /// <summary>Times its condition held at a stop.</summary>
    public int Hits { get; set; }
}
