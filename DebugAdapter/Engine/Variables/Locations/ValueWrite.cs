using System.Collections.Immutable;
using RspDebug.Dwarf.Reading;

namespace RspDebug.DebugAdapter.Engine.Variables.Locations;

/// <summary>A change of the target that an expression asks for. Nothing is written here: the engine does it, in order.</summary>
public abstract record ValueWrite
{
    private ValueWrite() { }

    /// <summary>Writes memory.</summary>
    /// <param name="Address">First byte.</param>
    /// <param name="Bytes">What to write.</param>
    public sealed record Memory(TargetAddress Address, ImmutableArray<byte> Bytes) : ValueWrite;

    /// <summary>Writes a whole register of the processor.</summary>
    /// <param name="Name">Its name in lower case: <c>r4</c>, <c>sp</c>, <c>s16</c>, <c>d8</c>, <c>xpsr</c>.</param>
    /// <param name="Bytes">Its new content, least significant byte first, as many as the register has.</param>
    public sealed record Register(string Name, ImmutableArray<byte> Bytes) : ValueWrite;
}
