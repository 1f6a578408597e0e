namespace RspDebug.DebugAdapter.Engine.Download;

/// <summary>What became of one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="SizeInBytes">What it holds for the target.</param>
/// <param name="Outcome">Written, there already, or different.</param>
/// <param name="DiffersAt">With <see cref="DownloadOutcome.Differs"/>: the first address.</param>
internal sealed record DownloadedFile(string Path, long SizeInBytes, DownloadOutcome Outcome, uint? DiffersAt = null);
