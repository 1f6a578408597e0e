using System.Diagnostics.CodeAnalysis;

namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>Operators by their two letters (5.1.5).</summary>
internal static class Operators
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["nw"] = "new", ["na"] = "new[]", ["dl"] = "delete", ["da"] = "delete[]", ["aw"] = "co_await",
        ["ps"] = "+", ["ng"] = "-", ["ad"] = "&", ["de"] = "*", ["co"] = "~",
        ["pl"] = "+", ["mi"] = "-", ["ml"] = "*", ["dv"] = "/", ["rm"] = "%", ["an"] = "&", ["or"] = "|", ["eo"] = "^",
        ["aS"] = "=", ["pL"] = "+=", ["mI"] = "-=", ["mL"] = "*=", ["dV"] = "/=", ["rM"] = "%=", ["aN"] = "&=", ["oR"] = "|=", ["eO"] = "^=",
        ["ls"] = "<<", ["rs"] = ">>", ["lS"] = "<<=", ["rS"] = ">>=", ["eq"] = "==", ["ne"] = "!=", ["lt"] = "<", ["gt"] = ">", ["le"] = "<=", ["ge"] = ">=", ["ss"] = "<=>",
        ["nt"] = "!", ["aa"] = "&&", ["oo"] = "||", ["pp"] = "++", ["mm"] = "--", ["cm"] = ",", ["pm"] = "->*", ["pt"] = "->", ["cl"] = "()", ["ix"] = "[]", ["qu"] = "?",
    };

    private static readonly HashSet<string> Prefix = new(StringComparer.Ordinal) { "ps", "ng", "ad", "de", "co", "nt", "pp", "mm" };

    public static bool TryGet(string letters, [NotNullWhen(true)] out string? text) => Names.TryGetValue(letters, out text);

    /// <summary>The operator has one operand, which stands behind it.</summary>
    public static bool IsPrefix(string letters) => Prefix.Contains(letters);

    /// <summary>The operator stands between two operands.</summary>
    public static bool IsInfix(string letters) => Names.ContainsKey(letters) && !Prefix.Contains(letters) && letters is not ("nw" or "na" or "dl" or "da" or "aw" or "cl" or "ix" or "qu" or "pt");
}
