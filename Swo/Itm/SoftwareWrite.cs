namespace RspDebug.Swo.Itm;

/// <summary>A write to a stimulus port (D4, "Instrumentation packet").</summary>
/// <param name="Port">0 to 31, or up to 255 when pages are tracked.</param>
/// <param name="SizeInBytes">Width of the store: 1, 2 or 4.</param>
/// <param name="Value">What was stored, little-endian.</param>
public readonly record struct SoftwareWrite(int Port, int SizeInBytes, uint Value);
