using System.Collections.Immutable;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Variables.Locations;

/// <summary>Where one part of a split object is, as seen from one frame.</summary>
public abstract record PartSource
{
    private PartSource() { }

    /// <summary>In target memory; also a register of a caller that a callee saved there.</summary>
    /// <param name="Address">First byte.</param>
    public sealed record Memory(TargetAddress Address) : PartSource;

    /// <summary>In a register that the processor holds right now.</summary>
    /// <param name="Name">Its name in lower case: <c>r4</c>, <c>sp</c>, <c>s16</c>, <c>d8</c>, <c>xpsr</c>.</param>
    /// <param name="Bytes">Its content, least significant byte first.</param>
    public sealed record Register(string Name, ImmutableArray<byte> Bytes) : PartSource;

    /// <summary>Nowhere, but known.</summary>
    /// <param name="Bytes">The content, little-endian.</param>
    public sealed record Constant(ImmutableArray<byte> Bytes) : PartSource;

    /// <summary>Not known.</summary>
    /// <param name="Reason">Why; null when it was optimised out.</param>
    public sealed record Absent(string? Reason) : PartSource;
}
