using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Frame;
using RspDebug.Dwarf.Unwind.Ehabi;
using RspDebug.Dwarf.Unwind.Thumb;

namespace RspDebug.Dwarf.Unwind;

/// <summary>All that an image says about unwinding. Made once for an image, shared by all stops and threads.</summary>
public sealed class UnwindTables
{
    /// <summary>Call frame information; null or empty when the image has none.</summary>
    public FrameTable? Frames { get; init; }

    /// <summary>Arm exception tables; null when the image has none.</summary>
    public EhabiTable? Exceptions { get; init; }

    /// <summary>Functions and code bytes.</summary>
    public required ICodeMap Code { get; init; }

    /// <summary>Byte order of words on the stack.</summary>
    public bool IsBigEndian { get; init; }

    internal FlowCache Flows { get; } = new();

    /// <summary>The tables of an Arm image.</summary>
    /// <exception cref="ElfFormatException">A section that unwinding needs lies outside the file or cannot be decompressed.</exception>
    public static UnwindTables Load(ElfImage image) => new()
    {
        Frames = FrameTable.Load(image),
        Exceptions = EhabiTable.Load(image),
        Code = new ElfCodeMap(image),
        IsBigEndian = image.IsBigEndian,
    };
}
