namespace RspDebug.DebugAdapter.Engine.Audit;

/// <summary>What an audit gives.</summary>
/// <param name="Audit">Which one: <c>breakpoints</c>, <c>core</c>, <c>debuginfo</c>.</param>
/// <param name="Findings">Worst first, then by place.</param>
/// <param name="Facts">Numbers and texts of the summary, in order; values as in <see cref="AuditTable.Rows"/>.</param>
/// <param name="Tables">Tables of the summary.</param>
internal sealed record AuditReport(
    string Audit, IReadOnlyList<AuditFinding> Findings, IReadOnlyList<KeyValuePair<string, object?>> Facts, IReadOnlyList<AuditTable> Tables)
{
    /// <summary>Sorts the findings.</summary>
    public static AuditReport Of(
        string audit, IEnumerable<AuditFinding> findings, IReadOnlyList<KeyValuePair<string, object?>> facts, params IReadOnlyList<AuditTable> tables) =>
        new(audit, [.. findings.OrderByDescending(f => f.Severity).ThenBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Address)], facts, tables);

    /// <summary>Findings of a severity.</summary>
    public int Count(AuditSeverity severity) => Findings.Count(f => f.Severity == severity);

    /// <summary>True when a finding is as bad as <paramref name="severity"/> or worse.</summary>
    public bool Fails(AuditSeverity severity) => Findings.Any(f => f.Severity >= severity);

    /// <summary>Both findings and facts of two audits of one thing.</summary>
    public AuditReport And(AuditReport other) => Of(Audit, Findings.Concat(other.Findings), [.. Facts, .. other.Facts], [.. Tables, .. other.Tables]);
}
