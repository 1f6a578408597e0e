namespace RspDebug.DebugAdapter.Engine.LinkLogs;

/// <summary>A line of a log; its characters are the bytes of the file (Latin-1).</summary>
/// <param name="Number">1-based.</param>
/// <param name="Text">Without its end.</param>
internal readonly record struct LogLine(int Number, string Text);
