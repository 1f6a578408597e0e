using System.Text.RegularExpressions;
using RspDebug.Dwarf.Elf;
using RspDebug.Dwarf.Info;
using RspDebug.Dwarf.Reading;

namespace RspDebug.Dwarf.Tests.Corpora;

/// <summary>Function, inline chain, file, line and column at every code address of the corpora.</summary>
public sealed partial class CorpusLineTests
{
    private const ulong HighFlash = 0x0800_0000;
    private const string Llvm = "llvm-symbolizer-19";
    private const string Elfutils = "eu-addr2line";

    [Test]
    public void Images_Built_AreAllListed() => Assert.That(Corpus.FindBuilt().Except(Corpus.Names), Is.Empty);

    [TestCaseSource(typeof(Corpus), nameof(Corpus.Names))]
    public void GetFrames_EveryCodeAddress_EqualsOtherTools(string name)
    {
        string path = Corpus.PathOf(name);
        DebugInfo info = Corpus.Load(path);
        List<ulong> addresses = [.. SymbolAnswers.CodeAddresses(Corpus.Load(Corpus.PathOf(OracleOf(name))).Image)];
        List<string> ours = [.. addresses.Select(address => SymbolAnswers.Ours(info, new CodeAddress(address)))];
        List<string> llvm = SymbolAnswers.Llvm(Llvm, Corpus.PathOf(OracleOf(name)), addresses), elfutils = SymbolAnswers.Elfutils(Corpus.PathOf(OracleOf(name)), addresses);
        Assert.That(llvm, Has.Count.EqualTo(addresses.Count));
        Assert.That(elfutils, Has.Count.EqualTo(addresses.Count));
        List<(string Function, string Text)> fromLlvm = [], fromElfutils = [];
        int compared = 0;
        for (int i = 0; i < addresses.Count; i++)
        {
            CodeAddress at = new(addresses[i]);
            // For code without debug information llvm-symbolizer names a symbol, and the last file name of the symbol table.
            if (ours[i].Length == 0 && llvm[i].EndsWith("|0|0", StringComparison.Ordinal) && info.FindUnit(at) is null) continue;
            compared++;
            bool isAsLlvm = ours[i] == llvm[i] || Normalize(info, at, ours[i]) == Normalize(info, at, llvm[i]);
            if (!isAsLlvm) fromLlvm.Add((FunctionAt(info, at), $"{at}: expected {llvm[i]} but was {ours[i]}"));
            string places = SymbolAnswers.Places(ours[i]);
            if (places == elfutils[i] || (isAsLlvm && ElfutilsHabits.Explain(info, at, elfutils[i], ours[i]))) continue;
            fromElfutils.Add((FunctionAt(info, at), $"{at}: expected {elfutils[i]} but was {places}"));
        }
        TestContext.Out.WriteLine($"{name}: {compared} addresses; {fromLlvm.Count} differ from {Llvm}, {fromElfutils.Count} from {Elfutils}");
        Assert.Multiple(() =>
        {
            KnownDifferences.Check(name, Llvm, fromLlvm.ToLookup(d => d.Function, d => d.Text));
            KnownDifferences.Check(name, Elfutils, fromElfutils.ToLookup(d => d.Function, d => d.Text));
        });
        Assert.That(compared, Is.GreaterThan(50));
        Assert.That(info.Diagnostics, Is.Empty);
    }

    /// <summary>Removed functions, which linkers leave at 0, change nothing about the code that is there.</summary>
    [TestCaseSource(typeof(Corpus), nameof(Corpus.Names))]
    public void GetFrames_LinkedAtZero_EqualsHighLink(string name)
    {
        DebugInfo high = Corpus.Load(Corpus.PathOf(name)), low = Corpus.Load(Corpus.PathOf(name + "-low"));
        List<string> differences = [];
        foreach (ulong address in SymbolAnswers.CodeAddresses(high.Image))
        {
            string expected = SymbolAnswers.Ours(high, new CodeAddress(address));
            string actual = SymbolAnswers.Ours(low, new CodeAddress(address is >= HighFlash and < 2 * HighFlash ? address - HighFlash : address));
            if (actual != expected) differences.Add($"{address:x}: expected {expected} but was {actual}");
        }
        Assert.That(differences, Is.Empty, string.Join('\n', differences.Take(20)));
    }

    // llvm-symbolizer 19 and eu-addr2line 0.188 lack a compression each: the same image without compression answers for them.
    private static string OracleOf(string name) => CompressionSuffix().Replace(name, "");

    // Without the hash of the crate, which changes with the compiler (Rust RFC 2603).
    private static string FunctionAt(DebugInfo info, CodeAddress address) => info.Image.Symbols.TryFindFunction(address, out ElfSymbol symbol) ? CrateHash().Replace(symbol.Name, "C") : "?";

    /// <summary>One name for complete and base constructors and destructors, which share their code, for changed copies, and for aliases.</summary>
    private static string Normalize(DebugInfo info, CodeAddress address, string answer)
    {
        answer = Variant().Replace(RustCopySuffix().Replace(CopySuffix().Replace(answer, ""), ""), "1");
        int outermost = answer.LastIndexOf("< ", StringComparison.Ordinal) is >= 0 and var found ? found + 2 : 0;
        string name = answer[outermost..answer.IndexOf('|', outermost)];
        if (!info.Image.Symbols.TryFindFunction(address, out ElfSymbol symbol)) return answer;
        bool isAlias = info.Image.Symbols.Any(s => s.Type == ElfSymbolType.Function && s.CodeAddress == symbol.CodeAddress && RustCopySuffix().Replace(s.Name, "") == name);
        return isAlias ? answer[..outermost] + RustCopySuffix().Replace(symbol.Name, "") + answer[(outermost + name.Length)..] : answer;
    }

    [GeneratedRegex(@"\.(isra|constprop|part|cold|lto_priv)(\.\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CopySuffix();

    // LLVM's, of a function that several units have for themselves; names of Rust have no dot.
    [GeneratedRegex(@"(?<=\b_R\w+)(\.llvm)?\.\d+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RustCopySuffix();

    // Itanium C++ ABI, 5.1.4.3; 4 is GCC's name for what they have in common.
    [GeneratedRegex("(?<=[CD])[0-5](?=[EI])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variant();

    [GeneratedRegex("(?<=^_R.*)Cs[0-9A-Za-z]+_", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CrateHash();

    [GeneratedRegex("-(zdebug|zstd)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CompressionSuffix();
}
