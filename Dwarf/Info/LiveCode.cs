using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Info;

/// <summary>Tells code that is in the image from code that the linker removed but whose debug information it kept.</summary>
/// <remarks>
/// For a removed function ld 2.40 and LLD 19 write 0 as its address, other linkers -1 or -2. With flash at 0 (nRF52) the zeros overlap real
/// code, where gdb and llvm-symbolizer take them for it. So a range that starts at 0 counts only when a function symbol starts there, and with
/// a vector table at 0 none does.
/// </remarks>
internal sealed class LiveCode
{
    private readonly ElfImage _image;
    private readonly (ulong Start, ulong End)[] _allocated;
    private readonly Lazy<ulong> _sizeOfCodeAtZero;
    private readonly Lazy<string?> _dataAtZero;

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

    private ulong FindCodeAtZero()
    {
        try
        {
            if (!_image.Symbols.HasFunctionAt(new CodeAddress(0)) || !_image.Symbols.TryFindFunctionEnd(new CodeAddress(0), out CodeAddress end)) return 0;
            return end.Value;
        }
        catch (ElfFormatException)
        {
            // Without readable symbols nothing can vouch for code at 0.
            return 0;
        }
    }
}
