using RspDebug.Dwarf.Symbols.Demangling;

namespace RspDebug.Dwarf.Fuzz;

/// <summary>The entry point for mangled names: whatever the text, the demangler gives a name or the text back, of bounded length and for bounded memory.</summary>
public static class NameFuzz
{
    /// <summary>The demangler gives up on longer names.</summary>
    public const int MostCharacters = 40_000;

    /// <summary>For a name and its parameterless form.</summary>
    public const long MostBytesAllocated = 8 << 20;

    // What mangled names are made of.
    private const string Alphabet = "_ZNSTIEJXLRKPOFMDCcvsrtpl0123456789BsuGYW.$abA";

    /// <summary>Asks for both forms of a name.</summary>
    /// <returns>True when it was a mangled name.</returns>
    /// <exception cref="InvalidOperationException">A bound is broken.</exception>
    public static bool Run(string symbol)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isMangled = Demangler.TryDemangle(symbol, out string text);
        string name = Demangler.DemangleName(symbol);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (text.Length > MostCharacters || name.Length > MostCharacters) throw new InvalidOperationException($"{symbol}: {text.Length} and {name.Length} characters");
        return allocated <= MostBytesAllocated ? isMangled : throw new InvalidOperationException($"{symbol}: {allocated} bytes allocated");
    }

    /// <summary>The damaged name of a seed: one to four letters changed, removed, doubled, or a part of another name put in.</summary>
    public static string Mutate(IReadOnlyList<string> good, int seed)
    {
        var random = new Random(seed);
        string symbol = good[random.Next(good.Count)];
        for (int changes = 1 + random.Next(4); changes > 0 && symbol.Length > 3; changes--)
        {
            int at = 2 + random.Next(symbol.Length - 2);
            switch (random.Next(6))
            {
                case 0: symbol = symbol[..at]; break;
                case 1: symbol = symbol.Remove(at, 1); break;
                case 2: symbol = symbol.Insert(at, symbol[at..Math.Min(symbol.Length, at + 1 + random.Next(12))]); break;
                case 3:
                    string other = good[random.Next(good.Count)];
                    symbol = symbol.Insert(at, other[random.Next(other.Length)..]);
                    break;
                default: symbol = $"{symbol[..at]}{Alphabet[random.Next(Alphabet.Length)]}{symbol[(at + 1)..]}"; break;
            }
        }

        return symbol;
    }
}
