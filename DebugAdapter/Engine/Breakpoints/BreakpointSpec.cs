namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>What the user asked for; the place is one of the three cases.</summary>
internal abstract record BreakpointSpec
{
    private BreakpointSpec()
    {
    }

    /// <summary>C expression; the stop counts only while it is not zero.</summary>
    public string? Condition { get; init; }

    /// <summary>Number of the hit that stops: <c>5</c>, <c>&gt;= 5</c>, <c>% 10</c>.</summary>
    public string? HitCondition { get; init; }

    /// <summary>Text to print instead of stopping; <c>{expression}</c> parts are evaluated.</summary>
    public string? LogMessage { get; init; }

    /// <summary>How messages name this breakpoint.</summary>
    public abstract string Title { get; }

    /// <summary>A line of a source file.</summary>
    public sealed record Line(string Path, int LineNumber) : BreakpointSpec
    {
        /// <inheritdoc/>
        public override string Title => $"{System.IO.Path.GetFileName(Path)}:{LineNumber}";
    }

    /// <summary>Entry of every function of this name, behind the prologue.</summary>
    public sealed record Function(string Name) : BreakpointSpec
    {
        /// <inheritdoc/>
        public override string Title => Name;
    }

    /// <summary>One instruction.</summary>
    public sealed record Instruction(uint Address) : BreakpointSpec
    {
        /// <inheritdoc/>
        public override string Title => $"0x{Address:x8}";
    }
}
