namespace RspDebug.Swo.Itm;

/// <summary>An extension packet (D4, "Extension packet").</summary>
/// <param name="IsPage">The stimulus page for the software packets that follow.</param>
/// <param name="FromHardware">The S bit: it extends the hardware source, not the ITM.</param>
/// <param name="Value">The page, or the raw value (3 to 32 bits).</param>
public readonly record struct ExtensionInformation(bool IsPage, bool FromHardware, uint Value);
