using System.Globalization;

namespace RspDebug.Dwarf.Symbols.Demangling;

/// <summary>Reads a C++ symbol. Itanium C++ ABI, 5.1: "Mangling".</summary>
/// <remarks>Every method gives null on what it cannot read, and the symbol then stays as it is.</remarks>
/// <param name="symbol">The symbol, with <c>_Z</c>.</param>
/// <param name="namesOnly">Functions without parameters and result.</param>
internal sealed partial class ItaniumParser(string symbol, bool namesOnly)
{
    private const int MaxDepth = 200;
    private const int MaxSubstitutions = 20_000;

    private readonly List<Node> _substitutions = [];
    private List<Node>? _arguments;
    private int _at;
    private int _depth;

    /// <summary>The readable name; null when the symbol cannot be read.</summary>
    public string? Parse()
    {
        if (!Take("_Z") || Encoding(isTop: true) is not { } node) return null;
        string clones = "";
        // Copies that optimisations make: .isra.0, .constprop.1, .cold, .llvm.123
        while (_at < symbol.Length && symbol[_at] == '.')
        {
            int end = _at + 1;
            while (end < symbol.Length && (symbol[end] != '.' || (end + 1 < symbol.Length && char.IsAsciiDigit(symbol[end + 1])))) end++;
            if (end == _at + 1) return null;
            clones += $" [clone {symbol[_at..end]}]";
            _at = end;
        }

        if (_at != symbol.Length) return null;
        var text = new DemangledText();
        node.Print(text);
        return text.HasFailed ? null : text.Append(clones).ToString();
    }

    private char Current => _at < symbol.Length ? symbol[_at] : '\0';

    private char Next => _at + 1 < symbol.Length ? symbol[_at + 1] : '\0';

    private bool Take(char c)
    {
        if (Current != c) return false;
        _at++;
        return true;
    }

    private bool Take(string text)
    {
        if (string.CompareOrdinal(symbol, _at, text, 0, text.Length) != 0) return false;
        _at += text.Length;
        return true;
    }

    private int? Number()
    {
        int start = _at;
        while (char.IsAsciiDigit(Current)) _at++;
        return int.TryParse(symbol.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
    }

    // <seq-id>: base 36, in upper case; none is 0, 0 is 1.
    private int? SequenceId()
    {
        if (Take('_')) return 0;
        int value = 0;
        for (; char.IsAsciiDigit(Current) || Current is >= 'A' and <= 'Z'; _at++)
        {
            value = (value * 36) + (char.IsAsciiDigit(Current) ? Current - '0' : Current - 'A' + 10);
            if (value > MaxSubstitutions) return null;
        }

        return Take('_') ? value + 1 : null;
    }

    private Node? Remember(Node? node)
    {
        if (node is not null && _substitutions.Count < MaxSubstitutions) _substitutions.Add(node);
        return node;
    }

    private Node? Deeper(Func<Node?> parse)
    {
        if (_depth >= MaxDepth) return null;
        _depth++;
        Node? node = parse();
        _depth--;
        return node;
    }

    // <encoding> ::= <name> [<bare-function-type>] | <special-name>
    private Node? Encoding(bool isTop = false, bool isLocal = false)
    {
        if (Current is 'T' or 'G' && Special() is var special && special is not null) return special;
        var state = new NameState();
        if (Deeper(() => Name(state)) is not { } name) return null;
        if (_at == symbol.Length || Current is 'E' or '.') return name;
        if (isTop && namesOnly)
        {
            // What follows is parameters; a name alone does not need them.
            _at = symbol.Length;
            return name;
        }

        Node? result = null;
        // Template functions tell their result, for overloads may differ in it; constructors and conversions have none.
        if (state.EndsWithArguments && !state.HasNoResult && (result = Type()) is null) return null;
        if (Parameters() is not { } parameters) return null;
        return new FunctionNode(name, isLocal ? null : result, parameters, state.Qualifiers);
    }

    // <bare-function-type>, to its end: v alone is none.
    private List<Node>? Parameters()
    {
        List<Node> parameters = [];
        if (Take('v')) return parameters;
        while (_at < symbol.Length && Current is not ('E' or '.'))
        {
            // The qualifier of a function type that is a parameter's end.
            if (Current is 'R' or 'O' && Next == 'E') break;
            if (Type() is not { } type) return null;
            parameters.Add(type);
        }

        return parameters.Count > 0 ? parameters : null;
    }

    private Node? Special()
    {
        int start = _at;
        (string Mark, string Text)[] ofTypes = [("TV", "vtable for "), ("TT", "VTT for "), ("TI", "typeinfo for "), ("TS", "typeinfo name for ")];
        foreach ((string mark, string text) in ofTypes)
            if (Take(mark)) return Type() is { } type ? new PrefixNode(text, type) : null;
        (string Mark, string Text)[] ofNames = [("GV", "guard variable for "), ("TW", "TLS wrapper function for "), ("TH", "TLS init function for ")];
        foreach ((string mark, string text) in ofNames)
            if (Take(mark)) return Name(new NameState()) is { } name ? new PrefixNode(text, name) : null;
        if (Take("GTt")) return Encoding() is { } copy ? new PrefixNode("transaction clone for ", copy) : null;
        if (Take("GTn")) return Encoding() is { } original ? new PrefixNode("non-transaction clone for ", original) : null;
        if (Take("GR")) return Name(new NameState()) is { } name && SequenceId() is { } number ? new PrefixNode($"reference temporary #{number} for ", name) : null;
        if (Take("TC")) return Construction();
        if (Take("Tc")) return CallOffset() && CallOffset() && Encoding() is { } target ? new PrefixNode("covariant return thunk to ", target) : null;
        if (Take('T') && Current is 'h' or 'v')
        {
            string text = Current == 'h' ? "non-virtual thunk to " : "virtual thunk to ";
            return CallOffset() && Encoding() is { } target ? new PrefixNode(text, target) : null;
        }

        _at = start;
        return null;
    }

    // TC <derived type> <offset> _ <base type>
    private SequenceNode? Construction()
    {
        if (Type() is not { } derived || Number() is null || !Take('_') || Type() is not { } parent) return null;
        return new SequenceNode(new PrefixNode("construction vtable for ", parent), new PrefixNode("-in-", derived));
    }

    private bool CallOffset()
    {
        if (Take('h')) return Offset() && Take('_');
        return Take('v') && Offset() && Take('_') && Offset() && Take('_');
    }

    private bool Offset()
    {
        Take('n');
        return Number() is not null;
    }

    private sealed class NameState
    {
        // Parameters refer to the arguments of the function, not to those of the types on the way.
        public bool IsType { get; init; }

        public bool EndsWithArguments { get; set; }

        public bool HasNoResult { get; set; }

        public string Qualifiers { get; set; } = "";
    }
}
