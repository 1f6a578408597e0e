namespace RspDebug.Dwarf.Symbols.Demangling;

/// <content>Expressions in template arguments and <c>decltype</c>: 5.1.6, the kinds that libraries use.</content>
internal sealed partial class ItaniumParser
{
    private Node? Expression() => Deeper(ExpressionHere);

    private Node? ExpressionHere()
    {
        if (Current == 'L') return Literal();
        if (Current == 'T') return Parameter();
        if (Take("fpT")) return new TextNode("this");
        if (Take("fp")) return FunctionParameter();
        if (Take("fL")) return Number() is not null && Take('p') ? FunctionParameter() : null;
        if (Take("sr")) return ScopeReference();
        if (Take("sZ")) return (Current == 'T' ? Parameter() : Take("fp") ? FunctionParameter() : null) is { } pack ? new PrefixNode("sizeof...(", pack, ")") : null;
        if (Take("st")) return Type() is { } sized ? new PrefixNode("sizeof (", sized, ")") : null;
        if (Take("sz")) return Expression() is { } operand ? new PrefixNode("sizeof (", operand, ")") : null;
        if (Take("at")) return Type() is { } aligned ? new PrefixNode("alignof (", aligned, ")") : null;
        if (Take("nx")) return Expression() is { } silent ? new PrefixNode("noexcept (", silent, ")") : null;
        if (Take("sp")) return Expression() is { } expanded ? new ExpansionNode(expanded) : null;
        if (Take("cl")) return Expression() is { } called && Expressions() is { } arguments ? new SequenceNode(Operand(called), new ListNode("(", arguments, ")")) : null;
        if (Take("cv")) return Conversion();
        if (Take("tl")) return Type() is { } listed && Expressions() is { } items ? new SequenceNode(listed, new ListNode("{", items, "}")) : null;
        if (Take("il")) return Expressions() is { } list ? new ListNode("{", list, "}") : null;
        if (Take("dt")) return Expression() is { } target && Unresolved() is { } member ? new SequenceNode(target, new PrefixNode(".", member)) : null;
        if (Take("pt")) return Expression() is { } pointer && Unresolved() is { } pointee ? new SequenceNode(pointer, new PrefixNode("->", pointee)) : null;
        if (Take("ix")) return Expression() is { } array && Expression() is { } index ? new SequenceNode(new PrefixNode("(", array, ")["), new PrefixNode("", index, "]")) : null;
        if (Take("qu")) return Conditional();
        if (char.IsAsciiDigit(Current) || Current == 'o' && Next == 'n') return Unresolved();
        return Operation();
    }

    private Node? Operation()
    {
        if (_at + 2 > symbol.Length) return null;
        string letters = symbol.Substring(_at, 2);
        if (!Operators.TryGet(letters, out string? text)) return null;
        _at += 2;
        if (Operators.IsPrefix(letters))
        {
            // ++x is written pp_ before its operand, x++ without.
            Take('_');
            return Expression() is { } operand ? new SequenceNode(new TextNode(text), Operand(operand)) : null;
        }

        if (!Operators.IsInfix(letters) || Expression() is not { } left || Expression() is not { } right) return null;
        var comparison = new SequenceNode(Operand(left), new TextNode(text), Operand(right));
        // A > inside template arguments would end them.
        return letters is "gt" or "rs" ? new PrefixNode("(", comparison, ")") : comparison;
    }

    // Names stand alone, all else in parentheses.
    private static Node Operand(Node node) => node is TextNode or NestedNode ? node : new PrefixNode("(", node, ")");

    private SequenceNode? Conditional()
    {
        if (Expression() is not { } condition || Expression() is not { } first || Expression() is not { } second) return null;
        return new SequenceNode(Operand(condition), new TextNode("?"), Operand(first), new TextNode(" : "), Operand(second));
    }

    private SequenceNode? Conversion()
    {
        if (Type() is not { } type) return null;
        if (Take('_')) return Expressions() is { } list ? new SequenceNode(new PrefixNode("(", type, ")"), new ListNode("(", list, ")")) : null;
        return Expression() is { } operand ? new SequenceNode(new PrefixNode("(", type, ")"), operand) : null;
    }

    private static PrefixNode Constant(string text) => new("", new TextNode(text));

    private List<Node>? Expressions()
    {
        List<Node> list = [];
        while (!Take('E'))
        {
            if (Expression() is not { } item) return null;
            list.Add(item);
        }

        return list;
    }

    private TextNode? FunctionParameter()
    {
        Qualifiers();
        if (Take('_')) return new TextNode("{parm#1}");
        return Number() is { } number && Take('_') ? new TextNode($"{{parm#{number + 2}}}") : null;
    }

    // sr <type> <name> | srN <type> <level>+ E <name> | sr <level>+ E <name>
    private Node? ScopeReference()
    {
        Node? scope = null;
        bool isNested = Take('N');
        if (isNested || !char.IsAsciiDigit(Current))
        {
            if ((scope = Type()) is null) return null;
        }
        else
        {
            isNested = true;
        }

        while (isNested && !Take('E'))
        {
            if (Unresolved() is not { } level) return null;
            scope = scope is null ? level : new NestedNode(scope, level);
        }

        if (scope is null || Simple() is not { } name) return null;
        Node qualified = new NestedNode(scope, name);
        if (Current != 'I') return qualified;
        return TemplateArguments(isName: false) is { } arguments ? new TemplateNode(qualified, arguments) : null;
    }

    private Node? Unresolved()
    {
        Node? name = Simple();
        if (name is null || Current != 'I') return name;
        return TemplateArguments(isName: false) is { } arguments ? new TemplateNode(name, arguments) : null;
    }

    private Node? Simple()
    {
        if (Take("on")) return Operator(new NameState());
        if (Take("dn")) return Source() is { } destroyed ? new PrefixNode("~", destroyed) : null;
        return Source();
    }

    // L <type> <value> E | L _Z <encoding> E
    private Node? Literal()
    {
        if (!Take('L')) return null;
        if (Take("_Z"))
        {
            List<Node>? outer = _arguments;
            Node? name = Encoding();
            _arguments = outer;
            return Take('E') ? name : null;
        }

        char kind = Current;
        if (Type() is not { } type) return null;
        int start = _at;
        while (Current is not ('E' or '\0')) _at++;
        string digits = symbol[start.._at];
        if (!Take('E')) return null;
        if (digits.StartsWith('n')) digits = "-" + digits[1..];
        if (!digits.Skip(digits.StartsWith('-') ? 1 : 0).All(char.IsAsciiHexDigitLower)) return null;
        return kind switch
        {
            'b' when digits is "0" or "1" => Constant(digits == "1" ? "true" : "false"),
            'i' => Constant(digits),
            'j' => Constant(digits + "u"),
            'l' => Constant(digits + "l"),
            'm' => Constant(digits + "ul"),
            'x' => Constant(digits + "ll"),
            'y' => Constant(digits + "ull"),
            'f' or 'd' or 'e' => new SequenceNode(new PrefixNode("(", type, ")"), new TextNode($"[{digits}]")),
            'D' when digits.Length == 0 => new PrefixNode("(", type, ")0"),
            _ => new SequenceNode(new PrefixNode("(", type, ")"), new TextNode(digits)),
        };
    }
}
