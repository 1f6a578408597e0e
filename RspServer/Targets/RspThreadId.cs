namespace RspDebug.RspServer.Targets;

/// <summary>A thread of the target; positive. The wire's 0 (any) and -1 (all) never reach a target.</summary>
/// <param name="Value">The number that clients see, in hex.</param>
public readonly record struct RspThreadId(int Value);
