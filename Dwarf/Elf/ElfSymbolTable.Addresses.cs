using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Elf;

public sealed partial class ElfSymbolTable
{
    private readonly Lazy<AddressIndex> _functions;
    private readonly Lazy<AddressIndex> _objects;
    private readonly Lazy<AddressIndex> _mapping;

    /// <summary>The function that holds an instruction, by symbols alone.</summary>
    /// <param name="address">Address of the instruction.</param>
    /// <param name="symbol">Of several names for one address: global before weak before local, sized before unsized.</param>
    /// <returns>False when the nearest symbol below ends before the address, or lies in another section.</returns>
    /// <remarks>A size of 0 (assembly) reaches to the next function symbol or the end of the section.</remarks>
    public bool TryFindFunction(CodeAddress address, out ElfSymbol symbol) => TryFindIn(_functions.Value, address.Value, out symbol);

    /// <summary>The data object that holds an address.</summary>
    /// <param name="address">Any target address.</param>
    /// <param name="symbol">The object's symbol.</param>
    public bool TryFindObject(TargetAddress address, out ElfSymbol symbol) => TryFindIn(_objects.Value, address.Value, out symbol);

    /// <summary>Where the function at <paramref name="address"/> ends by symbols: its size, or the next function symbol.</summary>
    /// <param name="address">Any address inside the function.</param>
    /// <param name="end">One past the last byte.</param>
    public bool TryFindFunctionEnd(CodeAddress address, out CodeAddress end)
    {
        end = default;
        if (!TryFindFunction(address, out ElfSymbol symbol)) return false;
        AddressIndex index = _functions.Value;
        int next = index.UpperBound(symbol.Address.Value);
        ulong limit = next < index.Addresses.Length ? index.Addresses[next] : ulong.MaxValue;
        if ((uint)symbol.SectionIndex < (uint)_image.Sections.Length)
        {
            ElfSection section = _image.Sections[symbol.SectionIndex];
            limit = Math.Min(limit, section.Address.Value + section.SizeInBytes);
        }
        end = _image.ToCodeAddress(symbol.SizeInBytes != 0 ? symbol.Address.Value + symbol.SizeInBytes : limit);
        return true;
    }

    /// <summary>Whether a function symbol starts exactly at <paramref name="address"/>.</summary>
    /// <param name="address">Start of the function.</param>
    /// <param name="linkageName">When given, the symbol must carry this name.</param>
    public bool HasFunctionAt(CodeAddress address, string? linkageName = null)
    {
        AddressIndex index = _functions.Value;
        for (int i = index.UpperBound(address.Value) - 1; i >= 0 && index.Addresses[i] == address.Value; i--)
        {
            if (linkageName is null || this[index.Symbols[i]].Name == linkageName) return true;
        }
        return false;
    }

    /// <summary>What the bytes at an address are, by mapping symbols.</summary>
    /// <param name="address">Any target address.</param>
    public MappingKind GetMapping(TargetAddress address)
    {
        AddressIndex index = _mapping.Value;
        int at = index.UpperBound(address.Value) - 1;
        if (at < 0) return MappingKind.Unknown;
        ElfSymbol symbol = this[index.Symbols[at]];
        if ((uint)symbol.SectionIndex >= (uint)_image.Sections.Length || !_image.Sections[symbol.SectionIndex].Contains(address)) return MappingKind.Unknown;
        return symbol.Name[1] switch { 't' => MappingKind.Thumb, 'a' => MappingKind.Arm, _ => MappingKind.Data };
    }

    private bool TryFindIn(AddressIndex index, ulong address, out ElfSymbol symbol)
    {
        symbol = default;
        int last = index.UpperBound(address) - 1;
        if (last < 0) return false;
        ulong start = index.Addresses[last];
        int best = -1;
        for (int i = last; i >= 0 && index.Addresses[i] == start; i--)
        {
            RawSymbol raw = Raw(index.Symbols[i]);
            if (raw.Size != 0 && address - start >= raw.Size) continue;
            if (best < 0 || Rank(raw) > Rank(Raw(best))) best = index.Symbols[i];
        }
        if (best < 0) return false;
        symbol = this[best];
        bool inSection = (uint)symbol.SectionIndex >= (uint)_image.Sections.Length || _image.Sections[symbol.SectionIndex].Contains(new TargetAddress(address));
        return symbol.SizeInBytes != 0 || inSection;
    }

    private static int Rank(RawSymbol raw) =>
        (raw.Size != 0 ? 4 : 0) + (raw.Binding switch { ElfSymbolBinding.Global => 2, ElfSymbolBinding.Weak => 1, _ => 0 });

    private static bool IsCode(RawSymbol raw, string _) => raw.Type == ElfSymbolType.Function && raw.Section != 0;

    // GCC leaves the type out for some local objects, but not the size.
    private static bool IsData(RawSymbol raw, string _) => raw.Section != 0 && (raw.Type == ElfSymbolType.Object || (raw.Type == ElfSymbolType.None && raw.Size != 0));

    private static bool IsMapping(RawSymbol raw, string name) =>
        raw.Type == ElfSymbolType.None && raw.Section != 0 && name.Length >= 2 && name[0] == '$' && name[1] is 't' or 'a' or 'd' && (name.Length == 2 || name[2] == '.');

    private AddressIndex BuildIndex(Func<RawSymbol, string, bool> wanted)
    {
        List<ulong> addresses = [];
        List<int> symbols = [];
        for (int i = 1; i < Count; i++)
        {
            RawSymbol raw = Raw(i);
            string name = raw.Type == ElfSymbolType.None && raw.Binding == ElfSymbolBinding.Local ? ElfImage.StringAt(_strings.Span, raw.Name) : "";
            if (!wanted(raw, name)) continue;
            addresses.Add(raw.Address);
            symbols.Add(i);
        }
        int[] order = AddressOrder.Of(addresses.ToArray());
        ulong[] sortedAddresses = new ulong[order.Length];
        int[] sortedSymbols = new int[order.Length];
        for (int i = 0; i < order.Length; i++) (sortedAddresses[i], sortedSymbols[i]) = (addresses[order[i]], symbols[order[i]]);
        return new AddressIndex(sortedAddresses, sortedSymbols);
    }

    private sealed record AddressIndex(ulong[] Addresses, int[] Symbols)
    {
        /// <summary>Position of the first address above <paramref name="address"/>.</summary>
        public int UpperBound(ulong address)
        {
            int low = 0, high = Addresses.Length;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                if (Addresses[middle] <= address) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }
}
