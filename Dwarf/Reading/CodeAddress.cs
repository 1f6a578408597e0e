using RspDebug.Dwarf.Elf;

namespace RspDebug.Dwarf.Reading;

/// <summary>The address of an instruction, Thumb bit cleared; <see cref="ElfImage.ToCodeAddress"/> makes one for the machine of an image.</summary>
/// <remarks>
/// LR, vector table words, function pointers and STT_FUNC symbols carry the Thumb bit; DWARF addresses and line rows do not (AAELF32, "Symbols").
/// A call's look-up address "return address - 1" lands, with bit 0 cleared, on the call's last halfword: still inside the call.
/// </remarks>
public readonly record struct CodeAddress : IComparable<CodeAddress>
{
    /// <summary>Clears the Thumb bit.</summary>
    /// <param name="value">Address or code pointer; bit 0 is dropped.</param>
    public CodeAddress(ulong value) => Value = value & ~1UL;

    /// <summary>Address of the instruction's first byte; on Arm even.</summary>
    public ulong Value { get; private init; }

    /// <summary>A code address of a machine: only on Arm is bit 0 no part of it.</summary>
    /// <param name="machine">Of the image.</param>
    /// <param name="value">Address or code pointer.</param>
    public static CodeAddress Of(ElfMachine machine, ulong value) => machine == ElfMachine.Arm ? new CodeAddress(value) : Exact(value);

    /// <summary>An address of a machine whose instructions may begin anywhere.</summary>
    /// <param name="value">Taken as it is.</param>
    public static CodeAddress Exact(ulong value) => new(0) { Value = value };

    /// <inheritdoc/>
    public int CompareTo(CodeAddress other) => Value.CompareTo(other.Value);
    /// <summary>Moves by bytes, on any machine; the look-up address of a call is not a distance: <see cref="Of"/> of one less.</summary>
    public static CodeAddress operator +(CodeAddress address, long sizeInBytes) => Exact(unchecked(address.Value + (ulong)sizeInBytes));
    /// <summary>Compares as unsigned numbers.</summary>
    public static bool operator <(CodeAddress left, CodeAddress right) => left.Value < right.Value;
    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(CodeAddress left, CodeAddress right) => left.Value > right.Value;
    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(CodeAddress left, CodeAddress right) => left.Value <= right.Value;
    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(CodeAddress left, CodeAddress right) => left.Value >= right.Value;
    /// <summary><c>0x000001a4</c></summary>
    public override string ToString() => $"0x{Value:x8}";
}
