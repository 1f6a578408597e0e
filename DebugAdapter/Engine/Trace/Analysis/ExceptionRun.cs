using RspDebug.Swo.Timing;

namespace RspDebug.DebugAdapter.Engine.Trace.Analysis;

/// <summary>One run of an exception's handler.</summary>
/// <param name="Number">Exception number.</param>
/// <param name="Entered">When it was entered.</param>
/// <param name="Left">When it was left.</param>
/// <param name="Depth">Exceptions active, itself included.</param>
internal readonly record struct ExceptionRun(int Number, TraceTime Entered, TraceTime Left, int Depth);
