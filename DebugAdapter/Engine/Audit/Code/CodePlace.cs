namespace RspDebug.DebugAdapter.Engine.Audit.Code;

/// <summary>One halfword of an image's code.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="IsInItBlock">An instruction that an IT instruction makes conditional.</param>
/// <param name="IsBreakpoint">A <c>BKPT</c> of the program.</param>
internal readonly record struct CodePlace(CodePlaceKind Kind, bool IsInItBlock, bool IsBreakpoint);
