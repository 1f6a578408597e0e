using RspDebug.Dwarf.Symbols;

namespace RspDebug.DebugAdapter.Engine.Audit.Breakpoints;

/// <summary>A source line that an editor can set a breakpoint on, and where the adapter would arm it.</summary>
/// <param name="File">Path as the debug information names it.</param>
/// <param name="Line">1-based.</param>
/// <param name="Locations">One for each body, inlined copy and template instance.</param>
internal sealed record BreakableLine(string File, int Line, BreakpointLocations Locations);
