using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>A frame description entry: the unwind instructions of one range of code, usually a function.</summary>
/// <param name="Cie">What it shares with others.</param>
/// <param name="Offset">Of its length field, from the start of the CIE's section.</param>
/// <param name="Start">First address.</param>
/// <param name="End">One behind the last address.</param>
/// <param name="Instructions">Its own instructions, run after those of the CIE.</param>
/// <param name="InstructionsOffset">Where they start in the section.</param>
public sealed record Fde(Cie Cie, int Offset, CodeAddress Start, CodeAddress End, ReadOnlyMemory<byte> Instructions, int InstructionsOffset);
