using RspDebug.Swo.Dwt;

namespace RspDebug.DebugAdapter.Engine.Trace.Live;

/// <summary>Something that happened to an exception.</summary>
/// <param name="Number">Exception number.</param>
/// <param name="Function">Entered, left or returned to.</param>
/// <param name="Cycle">Earliest time, in core cycles since trace began.</param>
internal readonly record struct TraceExceptionEvent(int Number, ExceptionFunction Function, long Cycle);
