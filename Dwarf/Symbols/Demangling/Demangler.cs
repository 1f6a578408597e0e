namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>Makes readable names of linker symbols: C++ (Itanium C++ ABI, 5.1) and Rust (legacy and v0, RFC 2603). Texts as GNU <c>c++filt</c> writes them.</summary>
/// <remarks>Functions with debug information have their names there; this is for the symbols of libraries without.</remarks>
/// <example>
/// <code>
/// Demangler.Demangle("_ZNSt6vectorIiSaIiEE9push_backERKi");   // std::vector&lt;int, std::allocator&lt;int&gt; &gt;::push_back(int const&amp;)
/// Demangler.Demangle("_RNvCs4fqI2P2rA04_4core3abs");          // core::abs
/// Demangler.Demangle("main");                                 // main
/// </code>
/// </example>
public static class Demangler
{
    // Longer symbols exist in nightmares of template libraries only; c++filt takes as long for them as they deserve.
    private const int LongestSymbol = 16_384;

    /// <summary>The readable name; the symbol itself when it is not mangled, or damaged.</summary>
    /// <param name="symbol">A name from a symbol table.</param>
    public static string Demangle(string symbol) => TryDemangle(symbol, out string text) ? text : symbol;

    /// <summary>The readable name.</summary>
    /// <param name="symbol">A name from a symbol table.</param>
    /// <param name="text">The name; the symbol itself on failure.</param>
    /// <returns>False when the symbol is not mangled, damaged, or uses what is not known.</returns>
    public static bool TryDemangle(string symbol, out string text)
    {
        text = symbol;
        if (symbol.Length is < 3 or > LongestSymbol || symbol[0] != '_') return false;
        string? found = symbol[1] switch
        {
            'R' => RustSymbol.Demangle(symbol),
            'Z' => LegacyRustSymbol.Demangle(symbol) ?? Itanium(symbol),
            _ => null,
        };
        text = found ?? symbol;
        return found is not null;
    }

    /// <summary>The readable name without parameters, as functions are named in a stack: <c>std::vector&lt;int&gt;::push_back</c>.</summary>
    /// <param name="symbol">A name from a symbol table.</param>
    public static string DemangleName(string symbol)
    {
        if (symbol.Length is < 3 or > LongestSymbol || !symbol.StartsWith("_Z", StringComparison.Ordinal)) return Demangle(symbol);
        return LegacyRustSymbol.Demangle(symbol) ?? new ItaniumParser(symbol, namesOnly: true).Parse() ?? symbol;
    }

    private static string? Itanium(string symbol) => new ItaniumParser(symbol, namesOnly: false).Parse();
}
