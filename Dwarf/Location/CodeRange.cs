using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Location;

/// <summary>A run of code.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
public readonly record struct CodeRange(CodeAddress Start, CodeAddress End)
{
    /// <summary>Length of the run.</summary>
    public ulong SizeInBytes => End.Value - Start.Value;

    /// <summary>Whether the instruction at <paramref name="address"/> is part of the run.</summary>
    /// <param name="address">Address of an instruction.</param>
    public bool Contains(CodeAddress address) => address >= Start && address < End;

    /// <summary><c>0x00000100-0x00000120</c></summary>
    public override string ToString() => $"{Start}-{End}";
}
