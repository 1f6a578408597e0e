using System.Collections.Immutable;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Location;

/// <summary>Where one part of an object is.</summary>
/// <remarks>DWARF 5, 2.6.1.</remarks>
public abstract record PieceLocation
{
    private PieceLocation() { }

    /// <summary>In target memory.</summary>
    /// <param name="Address">First byte.</param>
    public sealed record Memory(TargetAddress Address) : PieceLocation;
    /// <summary>In a register, from its least significant byte.</summary>
    /// <param name="DwarfRegister">DWARF number.</param>
    public sealed record Register(int DwarfRegister) : PieceLocation;
    /// <summary>Nowhere: the value itself is known.</summary>
    /// <param name="Bytes">In target byte order.</param>
    public sealed record Value(ImmutableArray<byte> Bytes) : PieceLocation;
    /// <summary>A pointer that was optimised away, to an object that may still be described.</summary>
    /// <param name="DebugInfoOffset">DIE of the object pointed to, from the start of <c>.debug_info</c>.</param>
    /// <param name="OffsetInBytes">What the pointer adds to it.</param>
    public sealed record ImplicitPointer(ulong DebugInfoOffset, long OffsetInBytes) : PieceLocation;
    /// <summary>This part was optimised away.</summary>
    public sealed record Empty : PieceLocation;
}
