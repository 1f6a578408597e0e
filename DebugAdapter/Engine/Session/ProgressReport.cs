namespace RspDebug.DebugAdapter.Engine.Session;

/// <summary>How far something long has come.</summary>
/// <param name="Title">What it is; the same from its first report to its last.</param>
/// <param name="Step">What is done at the moment.</param>
/// <param name="Percentage">0 to 100, never falling.</param>
/// <param name="IsDone">True for the last report, however it ended.</param>
internal sealed record ProgressReport(string Title, string Step, int Percentage, bool IsDone = false);
