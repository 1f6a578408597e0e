using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>The entry point: everything that can be asked of an image. Whatever the bytes, only documented exceptions come out, and these are caught here.</summary>
public static class ImageFuzz
{
    /// <summary>The largest images take 9 MB when they are whole.</summary>
    public const long MostBytesAllocated = 32L << 20;

    // Whole images are read once for each 2 to 20 of their bytes.
    private const int MostReadsBesides = 10_000;

    /// <summary>Runs all questions.</summary>
    /// <param name="file">The bytes of an ELF file, damaged or not.</param>
    /// <param name="reads">How often the library took hold of the bytes, which stands for time.</param>
    /// <returns>False when the ELF headers were refused, which ends the case.</returns>
    /// <exception cref="InvalidOperationException">The case allocated more than <see cref="MostBytesAllocated"/>, or read more often than once for each byte and 10000 times besides.</exception>
    public static bool Run(ReadOnlyMemory<byte> file, out int reads) => Run(file, ImageQuestions.All, image => DebugInfo.Load(image), out reads);

    /// <summary>Runs some questions, of the file itself or of an image that it belongs to.</summary>
    /// <inheritdoc cref="Run(ReadOnlyMemory{byte}, out int)"/>
    internal static bool Run(ReadOnlyMemory<byte> file, ImageQuestions questions, Func<ElfImage, DebugInfo> load, out int reads)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var counted = new CountedBytes(file);
        reads = 0;
        ElfImage image;
        try
        {
            image = ElfImage.Load(counted.Memory, "mutated");
        }
        catch (ElfFormatException)
        {
            return false;
        }
        DebugInfo info = load(image);
        DebugInfoQuestions.Ask(info, questions);
        UnwindQuestions.Ask(info, questions);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        reads = counted.Reads;
        if (allocated > MostBytesAllocated) throw new InvalidOperationException($"The case allocated {allocated} bytes");
        if (reads > file.Length + MostReadsBesides) throw new InvalidOperationException($"The case read {reads} times");
        return true;
    }
}
