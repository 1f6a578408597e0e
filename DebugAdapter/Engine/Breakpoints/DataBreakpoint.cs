namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>A data breakpoint of the UI and what became of it.</summary>
internal sealed class DataBreakpoint(int id, DataBreakpointSpec spec)
{
    /// <summary>Stable while the breakpoint lives.</summary>
    public int Id { get; } = id;

    /// <summary>The request.</summary>
    public DataBreakpointSpec Spec { get; } = spec;

    /// <summary>True when all of it is watched.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Why it is not verified, or a remark.</summary>
    public string? Message { get; set; }

    /// <summary>Its bytes when they were last looked at; empty when they could not be read.</summary>
    public byte[] Value { get; set; } = [];

    /// <summary>Times its condition held at a stop.</summary>
    public int Hits { get; set; }
}
