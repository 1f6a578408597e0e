namespace RspDebug.Swo.Dwt;

/// <summary>A data trace packet: PC, address or value by the packet's kind.</summary>
/// <param name="Comparator">Which DWT comparator matched, 0 to 3.</param>
/// <param name="Value">The PC, the address's low 16 bits, or the value accessed.</param>
/// <param name="SizeInBytes">Bytes in the packet; for a value, the access size.</param>
/// <param name="IsWrite">For a value: the access was a write.</param>
public readonly record struct DataTrace(int Comparator, uint Value, int SizeInBytes, bool IsWrite);
