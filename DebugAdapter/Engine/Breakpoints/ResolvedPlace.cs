namespace RspDebug.DebugAdapter.Engine.Breakpoints;

/// <summary>Where a breakpoint request leads.</summary>
/// <param name="Addresses">Code addresses, one for each copy (inlines, templates); empty when there is none.</param>
/// <param name="Path">File where it really stands, or null.</param>
/// <param name="Line">Line where it really stands, or null.</param>
/// <param name="Message">Why there is no address, or a remark.</param>
internal sealed record ResolvedPlace(IReadOnlyList<uint> Addresses, string? Path, int? Line, string? Message);
