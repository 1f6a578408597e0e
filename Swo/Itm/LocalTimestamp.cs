namespace RspDebug.Swo.Itm;

/// <summary>Time since the last local timestamp, for the packets between the two.</summary>
/// <param name="Delta">Timestamp clocks, after the prescaler; up to 28 bits.</param>
/// <param name="Control">What was late.</param>
/// <param name="Form">1 (LTS1, with payload) or 2 (LTS2, one byte).</param>
public readonly record struct LocalTimestamp(uint Delta, TimestampControl Control, int Form);
