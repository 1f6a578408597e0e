using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>The entry point: everything that can be asked of an image. Whatever the bytes, only documented exceptions come out, and these are caught here.</summary>
public static class ImageFuzz
{
    /// <summary>The sample images take up to 2 MB; the name of a type that damage made a part of itself, up to 50 MB until it ends after 4000 parts.</summary>
    public const long MostBytesAllocated = 256L << 20;

    /// <summary>Runs all questions.</summary>
    /// <param name="file">The bytes of an ELF file, damaged or not.</param>
    /// <returns>False when the ELF headers were refused, which ends the case.</returns>
    /// <exception cref="InvalidOperationException">The case allocated more than <see cref="MostBytesAllocated"/>.</exception>
    public static bool Run(ReadOnlyMemory<byte> file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ElfImage image;
        try
        {
            image = ElfImage.Load(file, "mutated");
        }
        catch (ElfFormatException)
        {
            return false;
        }
        DebugInfo info = DebugInfo.Load(image);
        DebugInfoQuestions.Ask(info);
        UnwindQuestions.Ask(image, info);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= MostBytesAllocated ? true : throw new InvalidOperationException($"The case allocated {allocated} bytes");
    }
}
