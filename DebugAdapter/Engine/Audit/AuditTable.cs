namespace RspDebug.DebugAdapter.Engine.Audit;

/// <summary>A table of an audit's report: one row a register, or a unit.</summary>
/// <param name="Name">Key in the JSON summary, such as <c>registers</c>.</param>
/// <param name="Columns">Names in camelCase.</param>
/// <param name="Rows">Cells: <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or null.</param>
internal sealed record AuditTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);
