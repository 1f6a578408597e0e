namespace RspDebug.DebugAdapter.Engine.Target;

/// <summary>One region of the server's memory map.</summary>
/// <param name="Range">Addresses.</param>
/// <param name="IsRam">True for RAM, false for flash and ROM.</param>
internal readonly record struct TargetRegion(RspDebug.DebugAdapter.Engine.Memory.MemoryRange Range, bool IsRam);
