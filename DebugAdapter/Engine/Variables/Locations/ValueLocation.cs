using System.Collections.Immutable;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Variables.Locations;

/// <summary>Where an object lives. The cases below are all there are.</summary>
public abstract record ValueLocation
{
    private ValueLocation() { }

    /// <summary>Whole in target memory.</summary>
    /// <param name="Address">First byte.</param>
    public sealed record Memory(TargetAddress Address) : ValueLocation;

    /// <summary>In registers, or in several places.</summary>
    /// <param name="Parts">In the order of the object's bits.</param>
    public sealed record Split(ImmutableArray<ValuePart> Parts) : ValueLocation;

    /// <summary>Nowhere: a literal, a computed value, or a constant that the compiler folded.</summary>
    /// <param name="Bytes">The value, little-endian.</param>
    public sealed record Constant(ImmutableArray<byte> Bytes) : ValueLocation;

    /// <summary>The compiler kept no trace of it at this place in the program.</summary>
    public sealed record OptimizedOut : ValueLocation
    {
        /// <summary>The only one.</summary>
        public static readonly OptimizedOut Instance = new();
    }

    /// <summary>It exists but cannot be had.</summary>
    /// <param name="Reason">Why, without a final full stop.</param>
    public sealed record Unavailable(string Reason) : ValueLocation;

    /// <summary>Unknown until memory that the computation asked for has been fetched.</summary>
    public sealed record Pending : ValueLocation
    {
        /// <summary>The only one.</summary>
        public static readonly Pending Instance = new();
    }

    /// <summary>The location of a part of the object.</summary>
    /// <param name="offsetInBits">From the object's least significant bit; whole bytes for an object in memory.</param>
    /// <param name="sizeInBits">Size of the part.</param>
    public ValueLocation Slice(long offsetInBits, long sizeInBits) => this switch
    {
        Memory memory => new Memory(memory.Address + (offsetInBits / 8)),
        Constant constant => SliceBytes(constant.Bytes, offsetInBits / 8, (sizeInBits + 7) / 8),
        Split split => SliceParts(split.Parts, offsetInBits, sizeInBits),
        _ => this,
    };

    private static ValueLocation SliceBytes(ImmutableArray<byte> bytes, long offset, long size) =>
        offset < 0 || size < 0 || offset + size > bytes.Length
            ? new Unavailable("the value is shorter than its type")
            : new Constant(bytes.Slice((int)offset, (int)size));

    private static ValueLocation SliceParts(ImmutableArray<ValuePart> parts, long offsetInBits, long sizeInBits)
    {
        var slice = ImmutableArray.CreateBuilder<ValuePart>();
        long start = 0;
        long end = offsetInBits + sizeInBits;
        foreach (ValuePart part in parts)
        {
            long first = Math.Max(offsetInBits, start);
            long last = Math.Min(end, start + part.SizeInBits);
            if (first < last) slice.Add(new ValuePart(part.Source, part.OffsetInBits + (int)(first - start), (int)(last - first)));
            start += part.SizeInBits;
        }

        return offsetInBits < 0 || end > start ? new Unavailable("its location describes fewer bits than its type has") : new Split(slice.ToImmutable());
    }
}
