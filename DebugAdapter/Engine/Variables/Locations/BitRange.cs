namespace RspDebug.DebugAdapter.Engine.Variables.Locations;

/// <summary>Where a bit-field lies within the bytes of its location.</summary>
/// <param name="OffsetInBits">From the least significant bit of the first byte.</param>
/// <param name="SizeInBits">1 to 64.</param>
public readonly record struct BitRange(int OffsetInBits, int SizeInBits)
{
    /// <summary>Bytes from the location's first to the field's last.</summary>
    public int SizeInBytes => (OffsetInBits + SizeInBits + 7) / 8;
}
