namespace RspDebug.RspClient.Session;

/// <summary>The value of one register.</summary>
/// <param name="Bits">The value, little-endian bytes taken as a number.</param>
/// <param name="SizeInBytes">Width in packets.</param>
public readonly record struct RegisterValue(UInt128 Bits, int SizeInBytes)
{
    /// <summary>The value as 64 bits; higher bits of wider registers are cut off.</summary>
    public ulong ToUInt64() => (ulong)Bits;

    /// <summary>The value as 32 bits; higher bits of wider registers are cut off.</summary>
    public uint ToUInt32() => (uint)Bits;
}
