using System.Runtime.ExceptionServices;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Elf;

/// <summary>A section header and access to the section's bytes.</summary>
public sealed class ElfSection
{
    private readonly ElfImage _image;
    private readonly Lock _gate = new();
    private ReadOnlyMemory<byte>? _data;
    private ExceptionDispatchInfo? _damage;

    internal ElfSection(ElfImage image) => _image = image;

    /// <summary>Name, as in the file (<c>.zdebug_info</c> keeps its z).</summary>
    public required string Name { get; init; }

    /// <summary>Position in the section header table; 0 is the null section.</summary>
    public required int Index { get; init; }

    /// <summary>Kind of section.</summary>
    public required ElfSectionType Type { get; init; }

    /// <summary>Properties.</summary>
    public required ElfSectionFlags Flags { get; init; }

    /// <summary>Where the section is in target memory (<c>sh_addr</c>); 0 when not allocated.</summary>
    public required TargetAddress Address { get; init; }

    /// <summary>First byte in the file.</summary>
    public required ulong FileOffset { get; init; }

    /// <summary>Size of the stored bytes; compressed sections are larger once expanded.</summary>
    public required ulong SizeInBytes { get; init; }

    /// <summary>Index of a related section (<c>sh_link</c>), by type.</summary>
    public required int Link { get; init; }

    /// <summary>Further information (<c>sh_info</c>), by type; of relocations, the section that they change.</summary>
    public required int Info { get; init; }

    /// <summary>Size of one entry of a table section; 0 otherwise.</summary>
    public required ulong EntrySizeInBytes { get; init; }

    /// <summary>The section occupies target memory.</summary>
    public bool IsAllocated => Flags.HasFlag(ElfSectionFlags.Alloc);

    /// <summary>The section holds instructions.</summary>
    public bool IsExecutable => Flags.HasFlag(ElfSectionFlags.Execute);

    /// <summary>The section's bytes, expanded if they are stored compressed; empty for <see cref="ElfSectionType.NoBits"/>.</summary>
    /// <remarks>Of an object file's debug and unwind sections, with the relocations applied.</remarks>
    /// <exception cref="ElfFormatException">The bytes lie outside the file, their compression is damaged or not supported, or a relocation is.</exception>
    public ReadOnlyMemory<byte> Data
    {
        get
        {
            lock (_gate)
            {
                // What fails is not tried again: expanding takes time and memory, and damage stays.
                _damage?.Throw();
                try
                {
                    return _data ??= NeedsRelocation ? Relocations.Apply(_image, this, Stored) : Stored;
                }
                catch (ElfFormatException e)
                {
                    _damage = ExceptionDispatchInfo.Capture(e);
                    throw;
                }
            }
        }
    }

    /// <summary>As <see cref="Data"/>, without relocations: what these are made of. Damage can name a table as a section that it relocates.</summary>
    internal ReadOnlyMemory<byte> Stored => SectionData.Load(_image, this);

    private bool NeedsRelocation => _image.Type == ElfFileType.Relocatable
        && (Type == ElfSectionType.ArmExidx || Name.StartsWith(".debug_", StringComparison.Ordinal) || Name is ".eh_frame" || Name.StartsWith(".ARM.extab", StringComparison.Ordinal));

    /// <summary>Whether <paramref name="address"/> lies in the section's part of target memory.</summary>
    /// <param name="address">Any target address.</param>
    public bool Contains(TargetAddress address) => IsAllocated && address.Value >= Address.Value && address.Value - Address.Value < SizeInBytes;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} at {Address}, {SizeInBytes} bytes";
}
