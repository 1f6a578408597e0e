namespace RspDebug.Dwarf.Location;

/// <summary>One part of an object; parts follow each other from the object's first byte.</summary>
/// <param name="Location">Where the part is.</param>
/// <param name="SizeInBits">Null when this part is the whole object.</param>
/// <param name="OffsetInBits">Where the part starts within <paramref name="Location"/> (<c>DW_OP_bit_piece</c>).</param>
/// <param name="IsUninitialized"><c>DW_OP_GNU_uninit</c>: the storage is right, its content is not set yet.</param>
public readonly record struct Piece(PieceLocation Location, ulong? SizeInBits = null, ulong OffsetInBits = 0, bool IsUninitialized = false);
