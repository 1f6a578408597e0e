namespace RspDebug.Dwarf.Reading;

/// <summary>An address in the target's memory. As a code pointer it may carry the Thumb bit; <see cref="CodeAddress"/> never does.</summary>
/// <param name="Value">Zero-extended to 64 bits.</param>
public readonly record struct TargetAddress(ulong Value) : IComparable<TargetAddress>
{
    /// <inheritdoc/>
    public int CompareTo(TargetAddress other) => Value.CompareTo(other.Value);
    /// <summary>Moves towards higher addresses.</summary>
    public static TargetAddress operator +(TargetAddress address, long sizeInBytes) => new(unchecked(address.Value + (ulong)sizeInBytes));
    /// <summary>Compares as unsigned numbers.</summary>
    public static bool operator <(TargetAddress left, TargetAddress right) => left.Value < right.Value;
    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(TargetAddress left, TargetAddress right) => left.Value > right.Value;
    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(TargetAddress left, TargetAddress right) => left.Value <= right.Value;
    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(TargetAddress left, TargetAddress right) => left.Value >= right.Value;
    /// <summary><c>0x20000000</c></summary>
    public override string ToString() => $"0x{Value:x8}";
}
