using System.Collections;
using System.Text;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Elf;

/// <summary>The symbols of an image, decoded on demand; the address index is built at the first look-up.</summary>
public sealed partial class ElfSymbolTable : IReadOnlyList<ElfSymbol>
{
    private readonly ElfImage _image;
    private readonly ReadOnlyMemory<byte> _entries;
    private readonly ReadOnlyMemory<byte> _strings;
    private readonly int _entrySize;

    private ElfSymbolTable(ElfImage image, ReadOnlyMemory<byte> entries, ReadOnlyMemory<byte> strings)
    {
        _image = image;
        _entries = entries;
        _strings = strings;
        _entrySize = image.Class == ElfClass.Elf64 ? 24 : 16;
        _functions = new Lazy<AddressIndex>(() => BuildIndex(IsCode));
        _objects = new Lazy<AddressIndex>(() => BuildIndex(IsData));
        _mapping = new Lazy<AddressIndex>(() => BuildIndex(IsMapping));
    }

    /// <summary>Number of entries, the null entry included.</summary>
    public int Count => _entries.Length / _entrySize;

    /// <summary>Decodes one entry.</summary>
    /// <param name="index">Position in the table.</param>
    public ElfSymbol this[int index]
    {
        get
        {
            RawSymbol raw = Raw(index);
            return new ElfSymbol(
                ElfImage.StringAt(_strings.Span, raw.Name), new TargetAddress(raw.Address), raw.Size, raw.Type, raw.Binding, raw.Section, raw.IsThumb);
        }
    }

    /// <summary>Finds a symbol by its linked name; global ones win over local ones.</summary>
    /// <param name="name">Exact name, mangled where the language mangles.</param>
    /// <param name="symbol">The symbol found.</param>
    public bool TryFind(string name, out ElfSymbol symbol)
    {
        int best = -1;
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        for (int i = 1; i < Count; i++)
        {
            RawSymbol raw = Raw(i);
            if (raw.Section == 0 || raw.Type is ElfSymbolType.Section or ElfSymbolType.File || !NameEquals(raw.Name, wanted)) continue;
            if (best < 0 || (Raw(best).Binding == ElfSymbolBinding.Local && raw.Binding != ElfSymbolBinding.Local)) best = i;
        }
        symbol = best < 0 ? default : this[best];
        return best >= 0;
    }

    /// <summary>Function symbols with one of two exact names, or whose mangled name holds an identifier.</summary>
    internal IReadOnlyList<ElfSymbol> FindFunctions(ReadOnlySpan<byte> linked, ReadOnlySpan<byte> identifier, ReadOnlySpan<byte> mangledPart)
    {
        List<ElfSymbol> found = [];
        for (int i = 1; i < Count; i++)
        {
            RawSymbol raw = Raw(i);
            if (raw.Type != ElfSymbolType.Function || raw.Section == 0) continue;
            ReadOnlySpan<byte> name = NameBytes(raw.Name);
            bool isMangled = name.StartsWith("_Z"u8) || name.StartsWith("_R"u8);
            // GCC appends .constprop.0, .part.1 and the like to the symbols of function copies.
            bool isExact = name.SequenceEqual(linked) || name.SequenceEqual(identifier) || (name.StartsWith(identifier) && name[identifier.Length] == (byte)'.');
            if (isExact || (isMangled && name.IndexOf(mangledPart) > 0)) found.Add(this[i]);
        }
        return found;
    }

    /// <inheritdoc/>
    public IEnumerator<ElfSymbol> GetEnumerator()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static ElfSymbolTable Load(ElfImage image)
    {
        ElfSection? table = image.Sections.FirstOrDefault(s => s.Type == ElfSectionType.SymbolTable) ?? image.FindSection(".dynsym");
        if (table is null) return new ElfSymbolTable(image, default, default);
        ReadOnlyMemory<byte> strings = (uint)table.Link < (uint)image.Sections.Length ? image.Sections[table.Link].Stored : default;
        return new ElfSymbolTable(image, table.Stored, strings);
    }

    private bool NameEquals(uint offset, ReadOnlySpan<byte> wanted) => NameBytes(offset).SequenceEqual(wanted);

    private ReadOnlySpan<byte> NameBytes(uint offset)
    {
        ReadOnlySpan<byte> strings = _strings.Span;
        if (offset >= (uint)strings.Length) return default;
        ReadOnlySpan<byte> tail = strings[(int)offset..];
        int end = tail.IndexOf((byte)0);
        return end < 0 ? tail : tail[..end];
    }

    private RawSymbol Raw(int index)
    {
        // ELF32: name, value, size, info, other, shndx. ELF64: name, info, other, shndx, value, size.
        ElfFields fields = new(_entries.Span.Slice(index * _entrySize, _entrySize), _image.Name, _image.Class == ElfClass.Elf64, _image.IsBigEndian);
        int info = fields.Slice(fields.Is64 ? 4UL : 12UL, 1)[0];
        ElfSymbolType type = (ElfSymbolType)(info & 15);
        ulong value = fields.Native(0, 4, 8);
        bool isThumb = type == ElfSymbolType.Function && _image.Machine == ElfMachine.Arm && (value & 1) != 0;
        return new RawSymbol(fields.Word(0), isThumb ? value & ~1UL : value, fields.Native(0, 8, 16), type, (ElfSymbolBinding)(info >> 4), fields.Half(fields.Is64 ? 6UL : 14UL), isThumb);
    }

    private readonly record struct RawSymbol(uint Name, ulong Address, ulong Size, ElfSymbolType Type, ElfSymbolBinding Binding, int Section, bool IsThumb);
}
