using System.Collections.Immutable;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>One row of the unwind table: the rules for the addresses <c>[Start, End)</c>.</summary>
/// <param name="Start">First address.</param>
/// <param name="End">One behind the last address.</param>
/// <param name="Cfa">How the CFA is computed.</param>
/// <param name="Registers">Rules by DWARF register number, in ascending order; no entry means no instruction spoke of the register.</param>
/// <remarks>DWARF 5, 6.4.1.</remarks>
public sealed record UnwindRow(CodeAddress Start, CodeAddress End, CfaRule Cfa, ImmutableSortedDictionary<int, RegisterRule> Registers);
