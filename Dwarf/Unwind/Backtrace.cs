using System.Collections.Immutable;

namespace RspDebug.Dwarf.Unwind;

/// <summary>A walk up the stack.</summary>
/// <param name="Frames">Innermost first.</param>
/// <param name="Ending">Why it went no further; never <see cref="UnwindResult.Frame"/>.</param>
public sealed record Backtrace(ImmutableArray<UnwindFrame> Frames, UnwindResult Ending);
