using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Frame;

/// <summary>A common information entry: what many FDEs share.</summary>
/// <remarks>DWARF 5, 6.4.1; <c>.eh_frame</c> augmentations: LSB Core, 10.6.</remarks>
public sealed record Cie
{
    /// <summary>Of its length field, from the start of <see cref="Section"/>.</summary>
    public required int Offset { get; init; }
    /// <summary><c>.debug_frame</c> or <c>.eh_frame</c>.</summary>
    public required SectionId Section { get; init; }
    /// <summary>1, 3 or 4.</summary>
    public required int Version { get; init; }
    /// <summary>Empty for GCC and LLVM <c>.debug_frame</c>.</summary>
    public required string Augmentation { get; init; }
    /// <summary>Size of addresses in the FDEs.</summary>
    public required int AddressSizeInBytes { get; init; }
    /// <summary>Unit of address advances; GCC writes 2 for Thumb, LLVM 1.</summary>
    public required ulong CodeAlignmentFactor { get; init; }
    /// <summary>Unit of stack offsets; -4 on Arm.</summary>
    public required long DataAlignmentFactor { get; init; }
    /// <summary>The column that holds the return address; 14 on Arm.</summary>
    public required int ReturnAddressRegister { get; init; }
    /// <summary>The entry describes the frame that a signal or exception left ('S'): its look-up address is its PC itself.</summary>
    public bool IsSignalFrame { get; init; }
    /// <summary>The first rules of every FDE.</summary>
    public required ReadOnlyMemory<byte> InitialInstructions { get; init; }
    /// <summary>Where <see cref="InitialInstructions"/> start in the section.</summary>
    public required int InstructionsOffset { get; init; }
    /// <summary>Byte order of operands.</summary>
    internal bool IsBigEndian { get; init; }
    /// <summary>FDE data of the augmentation 'z' follows the address range.</summary>
    internal bool HasAugmentationData { get; init; }
    /// <summary>DW_EH_PE encoding of the FDE's address ('R').</summary>
    internal byte PointerEncoding { get; init; }
    /// <summary>Size of a segment selector in front of addresses (version 4); 0 on every target known.</summary>
    internal int SegmentSelectorSizeInBytes { get; init; }
}
