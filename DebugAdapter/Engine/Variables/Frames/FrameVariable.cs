namespace RspDebug.DebugAdapter.Engine.Variables.Frames;

/// <summary>A parameter or local variable of a frame.</summary>
/// <param name="Variable">Its name and value; the evaluate name is null while a variable further inside hides it.</param>
/// <param name="ScopeDepth">0 for the innermost block that has variables, rising outward.</param>
/// <param name="IsShadowed">A block further inside has a variable of the same name.</param>
/// <param name="IsDeclaredLater">The frame stands before its declaration: the value may not be set yet.</param>
public sealed record FrameVariable(NamedValue Variable, int ScopeDepth, bool IsShadowed, bool IsDeclaredLater);
