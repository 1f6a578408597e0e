namespace RspDebug.Swo.Itm;

/// <summary>A part of the global time (D4, "Global timestamp packets").</summary>
/// <param name="Part">1: low bits, of which only <paramref name="Bits"/> were sent and replace the old ones; 2: the bits from 26 up.</param>
/// <param name="Value">The bits sent.</param>
/// <param name="Bits">How many: 7, 14, 21, 26 (part 1); 22 or 38 (part 2).</param>
/// <param name="Wrap">Bits above 25 changed: the high part follows. Only in the 26-bit form.</param>
/// <param name="ClockChange">The clock ratio changed: a full timestamp follows. Only in the 26-bit form.</param>
public readonly record struct GlobalTimestamp(int Part, ulong Value, int Bits, bool Wrap, bool ClockChange);
