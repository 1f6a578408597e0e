using RspDebug.DebugAdapter.Engine.Variables.Formatting;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;
using RspDebug.Dwarf.Symbols;
using RspDebug.Dwarf.Symbols.Demangling;
using RspDebug.Dwarf.Types;

namespace RspDebug.DebugAdapter.Engine.Variables.Frames;

/// <summary>Names addresses by the image's functions and symbols.</summary>
/// <param name="info">The image.</param>
public sealed class ElfSymbolNames(DebugInfo info) : ISymbolNames
{
    // Itanium C++ ABI, 5.1.4.1.
    private const string TablePrefix = "_ZTV";
    private const string TableText = "vtable for ";

    /// <inheritdoc/>
    public string? Describe(ulong address)
    {
        var code = new CodeAddress(address);
        if (info.FindFunction(code) is { } function)
            return WithOffset(function.Name, code.Value - function.EntryPoint.Value);
        ElfSymbolTable symbols = info.Image.Symbols;
        if (symbols.TryFindObject(new TargetAddress(address), out ElfSymbol data))
            return WithOffset(Demangler.DemangleName(data.Name), address - data.Address.Value);
        return symbols.TryFindFunction(code, out ElfSymbol symbol) && code.Value >= symbol.CodeAddress.Value
            ? WithOffset(Demangler.DemangleName(symbol.Name), code.Value - symbol.CodeAddress.Value)
            : null;
    }

    /// <inheritdoc/>
    public TypeInfo? FindClassOfTable(ulong address)
    {
        if (!info.Image.Symbols.TryFindObject(new TargetAddress(address), out ElfSymbol table) || !table.Name.StartsWith(TablePrefix, StringComparison.Ordinal)) return null;
        string text = Demangler.Demangle(table.Name);
        if (!text.StartsWith(TableText, StringComparison.Ordinal)) return null;
        string name = text[TableText.Length..];
        // GCC closes nested templates with "> >", as the demangler does, newer compilers with ">>".
        return FindType(name) ?? FindType(name.Replace("> >", ">>", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public TypeInfo? FindImplementer(ulong address)
    {
        var code = new CodeAddress(address);
        if (!info.Image.Symbols.TryFindFunction(code, out ElfSymbol function) || function.CodeAddress != code) return null;
        string name = Demangler.Demangle(function.Name);
        int end = name.IndexOf(" as ", StringComparison.Ordinal);
        return name.StartsWith('<') && end > 0 ? FindType(name[1..end]) : null;
    }

    /// <inheritdoc/>
    public TypeInfo? FindType(string name) => info.FindType(name) is { } type and not TypeInfo.Unspecified ? type : null;

    private static string WithOffset(string name, ulong offset) => offset == 0 ? name : $"{name}+{offset}";
}
