using System.Buffers.Binary;
using System.Text;

namespace RspDebug.Testing;

/// <summary>Builds small ELF files with hand-written debug sections, for what compilers here do not emit.</summary>
/// <example>
/// <code>
/// DwarfAssembler elf = new();
/// elf.Section(".debug_str").Label("name").Text("counter");
/// elf.Section(".debug_info").Unit(u => u.U16(4).OffsetOf("abbrev").U8(4)...);
/// ElfImage image = ElfImage.Load(elf.Build(), "hand-made");
/// </code>
/// </example>
public sealed class DwarfAssembler(bool isBigEndian = false, bool is64Bit = false)
{
    private const int ProgBits = 1, StringTable = 3, SymbolTable = 2, NoBits = 8;
    private const int HeaderSize32 = 52, HeaderSize64 = 64;

    private readonly List<DwarfSectionWriter> _sections = [];
    private readonly List<(string Name, ulong Address, ulong Size, int Info)> _symbols = [];
    private readonly List<(string Name, ulong Address, ulong Size)> _memory = [];
    private readonly List<(string Name, ulong Address, byte[] Bytes)> _code = [];

    /// <summary>The section of that name, made when first asked for.</summary>
    public DwarfSectionWriter Section(string name)
    {
        DwarfSectionWriter? section = _sections.Find(s => s.Name == name);
        if (section is null) _sections.Add(section = new DwarfSectionWriter(name, isBigEndian));
        return section;
    }

    /// <summary>Adds a stretch of target memory (an allocated section without bytes).</summary>
    public DwarfAssembler Memory(string name, ulong address, ulong size)
    {
        _memory.Add((name, address, size));
        return this;
    }

    /// <summary>Adds an executable section with its bytes; the first one is the section that symbols are in.</summary>
    public DwarfAssembler Code(string name, ulong address, byte[] bytes)
    {
        _code.Add((name, address, bytes));
        return this;
    }

    /// <summary>Adds a global symbol for a function; give the Thumb bit as the linker would.</summary>
    public DwarfAssembler Function(string name, ulong address, ulong size) => Symbol(name, address, size, 0x12);

    /// <summary>Adds a symbol with the given <c>st_info</c>.</summary>
    public DwarfAssembler Symbol(string name, ulong address, ulong size, int info)
    {
        _symbols.Add((name, address, size, info));
        return this;
    }

    /// <summary>Writes the file.</summary>
    public byte[] Build()
    {
        List<(string Name, int Type, ulong Flags, ulong Address, byte[] Bytes, ulong Size, int Link)> sections = [("", 0, 0, 0, [], 0, 0)];
        foreach ((string name, ulong address, byte[] bytes) in _code) sections.Add((name, ProgBits, 6, address, bytes, (ulong)bytes.Length, 0));
        foreach ((string name, ulong address, ulong size) in _memory) sections.Add((name, NoBits, 6, address, [], size, 0));
        foreach (DwarfSectionWriter section in _sections)
        {
            byte[] bytes = section.Build(Resolve);
            sections.Add((section.Name, ProgBits, 0, 0, bytes, (ulong)bytes.Length, 0));
        }
        (byte[] symbols, byte[] strings) = BuildSymbols();
        sections.Add((".symtab", SymbolTable, 0, 0, symbols, (ulong)symbols.Length, sections.Count + 1));
        sections.Add((".strtab", StringTable, 0, 0, strings, (ulong)strings.Length, 0));
        byte[] names = [.. sections.SelectMany(s => Encoding.UTF8.GetBytes(s.Name + "\0")), .. ".shstrtab\0"u8];
        sections.Add((".shstrtab", StringTable, 0, 0, names, (ulong)names.Length, 0));

        List<byte> file = [.. new byte[is64Bit ? HeaderSize64 : HeaderSize32]];
        List<byte> headers = [];
        int nameOffset = 0;
        foreach ((string name, int type, ulong flags, ulong address, byte[] bytes, ulong size, int link) in sections)
        {
            Put(headers, (ulong)nameOffset, 4).Put(type, 4).PutNative(flags).PutNative(address).PutNative((ulong)file.Count).PutNative(size).Put(link, 4).Put(0, 4).PutNative(1).PutNative(type == SymbolTable ? SymbolSize : 0UL);
            nameOffset += Encoding.UTF8.GetByteCount(name) + 1;
            file.AddRange(bytes);
        }
        WriteHeader(file, sections.Count);
        file.AddRange(headers);
        return [.. file];
    }

    private ulong SymbolSize => is64Bit ? 24UL : 16UL;

    private int Resolve(string label)
    {
        foreach (DwarfSectionWriter section in _sections)
        {
            if (section.Labels.TryGetValue(label, out int offset)) return offset;
        }
        throw new ArgumentException($"Label '{label}' is not set in any section.", nameof(label));
    }

    private (byte[] Symbols, byte[] Strings) BuildSymbols()
    {
        List<byte> symbols = [.. new byte[SymbolSize]], strings = [0];
        foreach ((string name, ulong address, ulong size, int info) in _symbols)
        {
            Appender symbol = Put(symbols, (ulong)strings.Count, 4);
            if (is64Bit) symbol.Put(info, 1).Put(0, 1).Put(1, 2).PutNative(address).PutNative(size);
            else symbol.PutNative(address).PutNative(size).Put(info, 1).Put(0, 1).Put(1, 2);
            strings.AddRange(Encoding.UTF8.GetBytes(name + "\0"));
        }
        return ([.. symbols], [.. strings]);
    }

    private void WriteHeader(List<byte> file, int sectionCount)
    {
        List<byte> header = [0x7f, (byte)'E', (byte)'L', (byte)'F', (byte)(is64Bit ? 2 : 1), (byte)(isBigEndian ? 2 : 1), 1, .. new byte[9]];
        // e_type EXEC, e_machine ARM, then version, entry, phoff, shoff, flags, and the sizes and counts of headers.
        Put(header, 2, 2).Put(40, 2).Put(1, 4).PutNative(0).PutNative(0).PutNative((ulong)file.Count).Put(0, 4)
            .Put(is64Bit ? HeaderSize64 : HeaderSize32, 2).Put(0, 2).Put(0, 2).Put(is64Bit ? 64 : 40, 2).Put(sectionCount, 2).Put(sectionCount - 1, 2);
        for (int i = 0; i < header.Count; i++) file[i] = header[i];
    }

    private Appender Put(List<byte> target, ulong value, int size) => new Appender(target, isBigEndian, is64Bit).Put(value, size);

    private readonly struct Appender(List<byte> target, bool isBigEndian, bool is64Bit)
    {
        public Appender Put(int value, int size) => Put((ulong)value, size);

        public Appender PutNative(ulong value) => Put(value, is64Bit ? 8 : 4);

        public Appender Put(ulong value, int size)
        {
            byte[] bytes = new byte[8];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            byte[] used = bytes[..size];
            if (isBigEndian) Array.Reverse(used);
            target.AddRange(used);
            return this;
        }
    }
}
