namespace RspDebug.Dwarf.Elf;

/// <summary>The linker's fingerprint of an image (<c>NT_GNU_BUILD_ID</c>).</summary>
public sealed class BuildId : IEquatable<BuildId>
{
    private const uint NtGnuBuildId = 3;

    internal BuildId(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The id, usually 20 bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The id in lower-case hex, as <c>file</c> and debuginfo servers spell it.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes.Span);

    /// <inheritdoc/>
    public bool Equals(BuildId? other) => other is not null && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BuildId);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    /// <summary>Finds the id among the notes of one section; null when it is not there or the notes are damaged.</summary>
    internal static BuildId? Find(ElfImage image, ReadOnlyMemory<byte> notes)
    {
        // gABI, "Note Section": namesz, descsz, type, name and desc each padded to 4 bytes.
        ElfFields fields = new(notes.Span, image.Name, image.Class == ElfClass.Elf64, image.IsBigEndian);
        ulong at = 0;
        while (at + 12 <= fields.Length)
        {
            ulong nameSize = fields.Word(at), descriptionSize = fields.Word(at + 4);
            ulong description = at + 12 + ((nameSize + 3) & ~3UL);
            if (description > fields.Length || descriptionSize > fields.Length - description) return null;
            if (fields.Word(at + 8) == NtGnuBuildId && nameSize == 4 && fields.Slice(at + 12, 4).SequenceEqual("GNU\0"u8))
            {
                return new BuildId(notes.Slice((int)description, (int)descriptionSize));
            }
            at = description + ((descriptionSize + 3) & ~3UL);
        }
        return null;
    }
}
