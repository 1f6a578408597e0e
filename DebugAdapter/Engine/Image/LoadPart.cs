using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.Dwarf.Elf;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Bytes of the image and the address where a flash tool writes them.</summary>
/// <param name="Address">Physical address (<c>p_paddr</c>).</param>
/// <param name="Data">Content.</param>
internal sealed record LoadPart(uint Address, ReadOnlyMemory<byte> Data)
{
    /// <summary>First address after the bytes.</summary>
    public ulong End => (ulong)Address + (uint)Data.Length;

    /// <inheritdoc cref="Of(ElfImage, string, ElfSegment)"/>
    public static LoadPart Of(LoadedImage image, ElfSegment segment) => Of(image.Elf, image.Path, segment);

    /// <summary>Takes a segment out of its file.</summary>
    /// <exception cref="ImageException">The file ends before the segment does.</exception>
    public static LoadPart Of(ElfImage elf, string path, ElfSegment segment)
    {
        if (segment.FileOffset + segment.SizeInFile > (ulong)elf.File.Length)
            throw new ImageException($"'{path}' is cut short: the segment for {segment.PhysicalAddress} is not in the file. Build the firmware again.");
        return new((uint)segment.PhysicalAddress.Value, elf.File.Slice((int)segment.FileOffset, (int)segment.SizeInFile));
    }
}
