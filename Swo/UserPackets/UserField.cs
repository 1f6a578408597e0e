using System.Buffers.Binary;

namespace RspDebug.Swo.UserPackets;

/// <summary>A field with its value; the view that fits its kind has a meaning.</summary>
public readonly ref struct UserField
{
    internal UserField(UserPacketField field, ReadOnlySpan<byte> bytes)
    {
        Field = field;
        Bytes = bytes;
    }

    /// <summary>Name, kind, unit.</summary>
    public UserPacketField Field { get; }

    /// <summary>Its bytes. Of a text: up to its zero byte.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Whether <see cref="Integer"/> has a meaning.</summary>
    public bool IsInteger => Field.Kind <= UserFieldKind.Int64;

    /// <summary>Whether <see cref="Number"/> has a meaning.</summary>
    public bool IsNumber => Field.Kind <= UserFieldKind.Float64;

    /// <summary>View of an integer kind, not scaled. A value of <see cref="UserFieldKind.UInt64"/> above 2^63 is negative: use <see cref="Unsigned"/>.</summary>
    public long Integer => Field.Kind switch
    {
        UserFieldKind.UInt8 => Bytes[0],
        UserFieldKind.Int8 => (sbyte)Bytes[0],
        UserFieldKind.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(Bytes),
        UserFieldKind.Int16 => BinaryPrimitives.ReadInt16LittleEndian(Bytes),
        UserFieldKind.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(Bytes),
        UserFieldKind.Int32 => BinaryPrimitives.ReadInt32LittleEndian(Bytes),
        UserFieldKind.UInt64 or UserFieldKind.Int64 => BinaryPrimitives.ReadInt64LittleEndian(Bytes),
        _ => 0,
    };

    /// <summary>View of an unsigned kind, not scaled.</summary>
    public ulong Unsigned => (ulong)Integer;

    /// <summary>View of a numeric kind, scaled.</summary>
    public double Number => (Field.Scale ?? 1) * Field.Kind switch
    {
        UserFieldKind.Float32 => BinaryPrimitives.ReadSingleLittleEndian(Bytes),
        UserFieldKind.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(Bytes),
        UserFieldKind.UInt64 => Unsigned,
        _ => Integer,
    };

    /// <summary>The name of the value, when the schema has one.</summary>
    public string? Name => IsInteger && Field.Names.TryGetValue(Integer, out string? name) ? name : null;
}
