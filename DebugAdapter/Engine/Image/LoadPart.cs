using RspDebug.DebugAdapter.Engine.Session;
using RspDebug.Dwarf.Elf;

namespace RspDebug.DebugAdapter.Engine.Image;

/// <summary>Bytes of the image and the address where a flash tool writes them.</summary>
/// <param name="Address">Physical address (<c>p_paddr</c>).</param>
/// <param name="Data">Content.</param>
internal sealed record LoadPart(uint Address, ReadOnlyMemory<byte> Data)
{
    /// <summary>Takes a segment out of its file.</summary>
    /// <exception cref="ImageException">The file ends before the segment does.</exception>
    public static LoadPart Of(LoadedImage image, ElfSegment segment)
    {
        if (segment.FileOffset + segment.SizeInFile > (ulong)image.Elf.File.Length)
            throw new ImageException($"'{image.Path}' is cut short: the segment for {segment.PhysicalAddress} is not in the file. Build the firmware again.");
        return new((uint)segment.PhysicalAddress.Value, image.Elf.File.Slice((int)segment.FileOffset, (int)segment.SizeInFile));
    }
}
