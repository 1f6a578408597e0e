namespace RspDebug.DebugAdapter.Engine.Audit;

/// <summary>One thing that an audit found.</summary>
/// <param name="Rule">Stable name of the rule, such as <c>literal-pool</c>; docs/audit.md lists them.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">What is wrong, in one sentence.</param>
/// <param name="Advice">What to do about it.</param>
internal sealed record AuditFinding(string Rule, AuditSeverity Severity, string Text, string Advice)
{
    /// <summary>Source file as the debug information names it, or null.</summary>
    public string? File { get; init; }

    /// <summary>1-based line of <see cref="File"/>, or null.</summary>
    public int? Line { get; init; }

    /// <summary>Target address, or null.</summary>
    public uint? Address { get; init; }
}
