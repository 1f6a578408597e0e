namespace RspDebug.Swo.Itm;

/// <summary>A hardware packet without a known meaning.</summary>
/// <param name="Discriminator">Header bits 7 to 3.</param>
/// <param name="SizeInBytes">1, 2 or 4.</param>
/// <param name="Value">Payload, little-endian.</param>
public readonly record struct HardwarePacket(int Discriminator, int SizeInBytes, uint Value);
