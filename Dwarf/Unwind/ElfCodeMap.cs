using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Unwind;

/// <summary>The code map of an ELF image: symbols, executable sections and segment bytes.</summary>
/// <param name="image">Lent; not modified.</param>
public sealed class ElfCodeMap(ElfImage image) : ICodeMap
{
    // Reset handlers and C runtime entries that vendors and crates use; the ELF entry point catches the rest.
    private static readonly HashSet<string> EntryNames = new(StringComparer.Ordinal) { "Reset_Handler", "Reset", "ResetISR", "_start", "_mainCRTStartup", "__start" };

    /// <inheritdoc/>
    public bool TryGetFunction(CodeAddress address, out FunctionBounds function)
    {
        function = default;
        if (!image.Symbols.TryFindFunction(address, out ElfSymbol symbol) || !image.Symbols.TryFindFunctionEnd(address, out CodeAddress end))
            return false;
        function = new FunctionBounds(symbol.CodeAddress, end, symbol.Name);
        return address < end;
    }

    /// <inheritdoc/>
    public bool TryFindFunction(string name, out FunctionBounds function)
    {
        function = default;
        return image.Symbols.TryFind(name, out ElfSymbol symbol) && TryGetFunction(symbol.CodeAddress, out function);
    }

    /// <inheritdoc/>
    public bool IsCode(CodeAddress address) => image.FindSection(new TargetAddress(address.Value)) is { IsExecutable: true };

    /// <inheritdoc/>
    public bool TryRead(TargetAddress address, Span<byte> destination) => image.TryRead(address, destination);

    /// <inheritdoc/>
    public bool IsEntryPoint(FunctionBounds function) =>
        EntryNames.Contains(function.Name) || (image.EntryPoint.Value != 0 && image.EntryPoint >= function.Start && image.EntryPoint < function.End);
}
