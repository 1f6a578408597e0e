namespace RspDebug.DebugAdapter.Engine.Benchmark.Results;

/// <summary>A file that is no result of the step benchmark; the message says what to do.</summary>
internal sealed class StepReportException(string message, Exception? cause = null) : Exception(message, cause);
