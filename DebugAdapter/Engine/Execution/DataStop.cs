namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>What the data breakpoints say to a stop.</summary>
/// <param name="Ids">Those that want to stop; empty when the run goes on.</param>
/// <param name="Text">Old and new value.</param>
internal sealed record DataStop(IReadOnlyList<int> Ids, string Text);
