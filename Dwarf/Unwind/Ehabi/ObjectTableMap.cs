using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind.Ehabi;

/// <summary>The table entries of one section of code in an object file, where each section begins at 0.</summary>
internal sealed class ObjectTableMap : ICodeMap
{
    private const string IndexPrefix = ".ARM.exidx", TablePrefix = ".ARM.extab";

    private readonly ElfSection? _table;

    // EHABI32, 4.4.1: the sections of a function are named after that of its code. Assemblers write the index behind its table.
    public ObjectTableMap(ElfImage image, ElfSection index)
    {
        string name = index.Name.Replace(IndexPrefix, TablePrefix, StringComparison.Ordinal);
        _table = image.Sections.LastOrDefault(section => section.Name == name && section.Index < index.Index) ?? image.FindSection(name);
    }

    public bool TryRead(TargetAddress address, Span<byte> destination)
    {
        if (_table is null || address.Value < _table.Address.Value) return false;
        ReadOnlySpan<byte> bytes = _table.Data.Span;
        ulong start = address.Value - _table.Address.Value;
        if (start > (ulong)bytes.Length || (ulong)destination.Length > (ulong)bytes.Length - start) return false;
        bytes.Slice((int)start, destination.Length).CopyTo(destination);
        return true;
    }

    public bool TryGetFunction(CodeAddress address, out FunctionBounds function)
    {
        function = default;
        return false;
    }

    public bool IsCode(CodeAddress address) => false;

    public bool IsEntryPoint(FunctionBounds function) => false;
}
