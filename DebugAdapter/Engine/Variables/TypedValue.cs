using System.Collections.Immutable;
using RspDebug.DebugAdapter.Engine.Variables.Locations;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables;

/// <summary>An object or a computed value: its type and where it lives. Its bytes are read when they are needed.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Location">Where it lives.</param>
/// <param name="Bits">Where it lies within <paramref name="Location"/> when it is a bit-field; null otherwise.</param>
public sealed record TypedValue(TypeInfo Type, ValueLocation Location, BitRange? Bits = null)
{
    /// <summary>A computed value that lives nowhere.</summary>
    public static TypedValue Constant(TypeInfo type, ReadOnlySpan<byte> bytes) => new(type, new ValueLocation.Constant([.. bytes]));

    /// <summary>A value of known type that waits for memory.</summary>
    public static TypedValue Pending(TypeInfo type) => new(type, ValueLocation.Pending.Instance);

    /// <summary>It is shown as it is laid out, without its language's view.</summary>
    public bool IsRaw { get; init; }

    /// <summary>True while its place is unknown for want of memory.</summary>
    public bool IsPending => Location is ValueLocation.Pending;

    /// <summary>Its address; null when it is not whole in memory or is a bit-field.</summary>
    public ulong? Address => Bits is null && Location is ValueLocation.Memory memory ? memory.Address.Value : null;
}
