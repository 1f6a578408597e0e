namespace RspDebug.DebugAdapter.Engine.Trace.Profiles;

/// <summary>A place in a profile.</summary>
/// <param name="Function">Its function, or its address where none is known.</param>
/// <param name="File">The source file; null when it is not known.</param>
/// <param name="Line">The line; 0 when it is not known.</param>
internal sealed record ProfileFrame(string Function, string? File, int Line);
