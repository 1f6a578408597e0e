using System.Globalization;

namespace RspDebug.RspClient;

/// <summary>A byte address in the target's address space, as RSP packets carry it.</summary>
/// <param name="Value">The address. Bit 0 is part of the address: for code the caller clears the Thumb bit first.</param>
public readonly record struct TargetAddress(ulong Value)
{
    /// <summary>The address <paramref name="offset"/> bytes further.</summary>
    public static TargetAddress operator +(TargetAddress address, long offset) => new(unchecked(address.Value + (ulong)offset));

    /// <summary>The address <paramref name="offset"/> bytes further.</summary>
    public static TargetAddress Add(TargetAddress address, long offset) => address + offset;

    /// <summary>Hexadecimal with at least eight digits: <c>0x20000000</c>.</summary>
    public override string ToString() => "0x" + Value.ToString("x8", CultureInfo.InvariantCulture);
}
