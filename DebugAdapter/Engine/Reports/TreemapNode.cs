namespace RspDebug.DebugAdapter.Engine.Reports;

/// <summary>A part of a treemap.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">How large it is, for a part without children.</param>
/// <param name="Children">What it consists of, or null.</param>
internal sealed record TreemapNode(string Name, long? Value, IReadOnlyList<TreemapNode>? Children);
