using System.Globalization;
using RspDebug.Dwarf.Constants;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Location;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Tells code that is in the image from code that the linker removed but whose debug information it kept.</summary>
/// <remarks>
/// For a removed function ld 2.40 and LLD 19 write 0 as its address, other linkers -1 or -2. With flash at 0 (nRF52) the zeros overlap real
/// code, where gdb and llvm-symbolizer take them for it. So a range that starts at 0 counts only when a function symbol starts there, and with
/// a vector table at 0 none does. Of functions the one counts whose name the symbol has; of rows and units what ends where a function ends.
/// </remarks>
internal sealed class LiveCode
{
    private const ulong LongestGap = 15;

    private readonly ElfImage _image;
    private readonly (ulong Start, ulong End)[] _allocated;
    private readonly Lazy<ulong> _sizeOfCodeAtZero;
    private readonly Lazy<string?> _dataAtZero;
    private readonly Lazy<List<string>> _namesAtZero;
    private readonly ElfMachine _machine;
    private bool _hasSizeAtZero;

    public LiveCode(ElfImage image)
    {
        _image = image;
        List<(ulong, ulong)> allocated = [];
        foreach (ElfSection section in image.Sections)
        {
            if (section.IsAllocated && section.SizeInBytes != 0) allocated.Add((section.Address.Value, unchecked(section.Address.Value + section.SizeInBytes)));
        }
        _allocated = [.. allocated];
        _sizeOfCodeAtZero = new Lazy<ulong>(FindCodeAtZero);
        _dataAtZero = new Lazy<string?>(FindDataAtZero);
        _namesAtZero = new Lazy<List<string>>(FindNamesAtZero);
        _machine = image.Machine;
    }

    /// <summary>Whether a function or a row sequence that spans this range is in the image.</summary>
    public bool IsLive(ulong start, ulong end)
    {
        if (end <= start) return false;
        // In an object file every section starts at 0 until it is linked.
        if (_image.Type == ElfFileType.Relocatable) return true;
        if (start == 0) return end <= _sizeOfCodeAtZero.Value;
        if (_allocated.Length == 0) return true;
        foreach ((ulong sectionStart, ulong sectionEnd) in _allocated)
        {
            if (start >= sectionStart && start < sectionEnd) return true;
        }
        return false;
    }

    /// <summary>Whether a run of whole functions, of a line table or a unit, is in the image.</summary>
    public bool IsLiveRun(ulong start, ulong end)
    {
        if (start != 0 || end == 0 || _image.Type == ElfFileType.Relocatable) return IsLive(start, end);
        ulong size = _sizeOfCodeAtZero.Value;
        return size != 0 && (_hasSizeAtZero ? end >= size && EndsAFunction(end) : end <= size);
    }

    /// <summary>Whether a function whose code starts at 0 is the one that is there.</summary>
    public bool IsFunctionAtZero(Die function)
    {
        if (_image.Type == ElfFileType.Relocatable) return true;
        string? linked = function.ReadLinkageName(), name = linked ?? function.ReadString(DwAt.Name);
        // GCC adds a suffix to changed copies; strict DWARF 2 has no mangled names, in which each name stands behind its length.
        return name is null || _namesAtZero.Value.Exists(n => n == name || n.StartsWith(name + ".", StringComparison.Ordinal) ||
            (linked is null && n.StartsWith('_') && n.Contains(name.Length.ToString(CultureInfo.InvariantCulture) + name, StringComparison.Ordinal)));
    }

    /// <summary>A code address of the image's machine.</summary>
    public CodeAddress At(ulong address) => CodeAddress.Of(_machine, address);

    /// <summary>Code of the image's machine.</summary>
    public CodeRange RangeOf(ulong start, ulong end) => new(At(start), At(end));

    /// <summary>Whether code that starts here is not in the image, wherever it ends; false leaves it to <see cref="IsLive"/>.</summary>
    public bool IsRemovedAt(ulong start) => !IsLive(start, start + 1);

    /// <summary>Whether a variable's address is in the image; 0 counts only when a data symbol of that name is there, not when the vector table is.</summary>
    public bool IsLiveData(ulong address, string? linkedName)
    {
        if (_image.Type == ElfFileType.Relocatable) return true;
        if (address == 0) return _dataAtZero.Value is { } name && (linkedName is null || name == linkedName);
        // Variables may be placed outside all sections (registers by a linker script), but removed ones never get such an address.
        return !IsTombstone(address);
    }

    private bool IsTombstone(ulong address) => address >= (_image.Class == ElfClass.Elf64 ? ulong.MaxValue : uint.MaxValue) - 1;

    private string? FindDataAtZero()
    {
        try
        {
            return _image.Symbols.TryFindObject(new TargetAddress(0), out ElfSymbol symbol) ? symbol.Name : null;
        }
        catch (ElfFormatException)
        {
            // As for code.
            return null;
        }
    }

    // Linkers fill the gap to the next function, and compilers take that into the run.
    private bool EndsAFunction(ulong end)
    {
        for (ulong gap = 0; gap <= LongestGap && gap < end; gap++)
        {
            if (_image.Symbols.TryFindFunctionEnd(At(end - gap - 1), out CodeAddress last)) return last.Value <= end;
        }
        return false;
    }

    private List<string> FindNamesAtZero()
    {
        try
        {
            return [.. _image.Symbols.Where(s => s is { Type: ElfSymbolType.Function, IsDefined: true, Address.Value: 0 }).Select(s => s.Name)];
        }
        catch (ElfFormatException)
        {
            // As for code.
            return [];
        }
    }

    private ulong FindCodeAtZero()
    {
        try
        {
            if (!_image.Symbols.HasFunctionAt(new CodeAddress(0)) || !_image.Symbols.TryFindFunctionEnd(new CodeAddress(0), out CodeAddress end)) return 0;
            _hasSizeAtZero = _image.Symbols.TryFindFunction(new CodeAddress(0), out ElfSymbol symbol) && symbol.SizeInBytes != 0;
            return end.Value;
        }
        catch (ElfFormatException)
        {
            // Without readable symbols nothing can vouch for code at 0.
            return 0;
        }
    }
}
