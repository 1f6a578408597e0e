namespace RspDebug.DebugAdapter.Engine.Execution;

/// <summary>A function as stepping sees it.</summary>
/// <param name="Name">Name for messages.</param>
/// <param name="Entry">First instruction.</param>
/// <param name="BodyStart">First instruction behind the prologue; where a step-in ends.</param>
internal sealed record FunctionSpan(string Name, uint Entry, uint BodyStart);
