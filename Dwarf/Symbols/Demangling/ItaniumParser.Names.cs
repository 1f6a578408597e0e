namespace RspDebug.Dwarf.Symbols.Demangling;

/// <content>Names: 5.1.2 to 5.1.4.</content>
internal sealed partial class ItaniumParser
{
    private const string AnonymousNamespace = "_GLOBAL__N";

    // <name> ::= <nested-name> | <local-name> | <unscoped-name> [<template-args>] | <substitution> <template-args>
    private Node? Name(NameState state)
    {
        if (Current == 'N') return Nested(state);
        if (Current == 'Z') return Local(state);
        if (Current == 'S' && Next != 't')
        {
            if (Substitution() is not { } known) return null;
            return Current == 'I' ? WithArguments(known, state) : null;
        }

        bool isStandard = Take("St");
        if (Unqualified(state, null) is not { } name) return null;
        if (isStandard) name = new NestedNode(new TextNode("std"), name);
        if (Current != 'I') return name;
        Remember(name);
        return WithArguments(name, state);
    }

    private TemplateNode? WithArguments(Node name, NameState state)
    {
        if (TemplateArguments(isName: !state.IsType) is not { } arguments) return null;
        state.EndsWithArguments = true;
        return new TemplateNode(name, arguments);
    }

    // N [<CV-qualifiers>] [<ref-qualifier>] <prefix> <unqualified-name> E
    private Node? Nested(NameState state)
    {
        _at++;
        string qualifiers = Qualifiers();
        if (Take('R')) qualifiers += " &";
        else if (Take('O')) qualifiers += " &&";
        Node? scope = null;
        while (!Take('E'))
        {
            Take('L');
            Node? next;
            state.EndsWithArguments = false;
            switch (Current)
            {
                case 'S' when Next != 't' && scope is null:
                    if ((scope = Substitution()) is null) return null;
                    continue;
                case 'S' when Next == 't' && scope is null:
                    _at += 2;
                    scope = new TextNode("std");
                    continue;
                case 'T' when scope is null:
                    if ((scope = Remember(Parameter())) is null) return null;
                    continue;
                case 'D' when Next is 't' or 'T' && scope is null:
                    if ((scope = Remember(DeclaredType())) is null) return null;
                    continue;
                case 'I' when scope is not null:
                    if (WithArguments(scope, state) is not { } instance) return null;
                    scope = Remember(instance);
                    continue;
                case 'M' when scope is not null:
                    _at++;
                    continue;
                default:
                    if ((next = Unqualified(state, scope)) is null) return null;
                    break;
            }

            scope = scope is null ? next : new NestedNode(scope, next);
            Remember(scope);
        }

        // The name itself is no substitution, only its scopes are.
        if (scope is null || _substitutions.Count == 0) return null;
        if (_substitutions[^1] == scope) _substitutions.RemoveAt(_substitutions.Count - 1);
        state.Qualifiers = qualifiers;
        return scope;
    }

    // Z <encoding> E <name> [<discriminator>] | Z <encoding> E s
    private NestedNode? Local(NameState state)
    {
        _at++;
        List<Node>? outer = _arguments;
        if (Deeper(() => Encoding(isLocal: true)) is not { } function || !Take('E')) return null;
        if (Take('s')) return Discriminator() ? new NestedNode(function, new TextNode("string literal")) : null;
        string argument = "";
        if (Take('d'))
        {
            int? number = Current == '_' ? -1 : Number();
            if (number is null || !Take('_')) return null;
            argument = $"{{default arg#{number + 2}}}::";
        }

        // What is local to a template function may refer to the function's arguments.
        if (Name(state) is not { } name || !Discriminator()) return null;
        if (state.IsType) _arguments = outer;
        return new NestedNode(function, argument.Length == 0 ? name : new PrefixNode(argument, name));
    }

    private bool Discriminator()
    {
        if (!Take('_')) return true;
        if (Take('_')) return Number() is not null && Take('_');
        if (!char.IsAsciiDigit(Current)) return false;
        _at++;
        return true;
    }

    // <unqualified-name>, with abi tags
    private Node? Unqualified(NameState state, Node? scope)
    {
        Take('L');
        Node? name = Current switch
        {
            >= '1' and <= '9' => Source(),
            'U' when Next == 't' => Unnamed(),
            'U' when Next == 'l' => Lambda(),
            'C' => Constructor(state, scope),
            'D' when Next is >= '0' and <= '5' => Destructor(state, scope),
            'D' when Next == 'C' => Binding(),
            >= 'a' and <= 'z' => Operator(state),
            _ => null,
        };
        while (name is not null && Current == 'B')
        {
            _at++;
            if (Source() is not { } tag) return null;
            name = new PrefixNode("", name, $"[abi:{tag.BaseName}]");
        }

        return name;
    }

    private TextNode? Source()
    {
        if (Number() is not (> 0 and var length) || length > symbol.Length - _at) return null;
        string name = symbol.Substring(_at, length);
        _at += length;
        return new TextNode(name.StartsWith(AnonymousNamespace, StringComparison.Ordinal) ? "(anonymous namespace)" : name);
    }

    private TextNode? Unnamed()
    {
        _at += 2;
        int? number = Current == '_' ? -1 : Number();
        return number is not null && Take('_') ? new TextNode($"{{unnamed type#{number + 2}}}") : null;
    }

    // Ul <parameters> E [<number>] _
    private PrefixNode? Lambda()
    {
        _at += 2;
        // The parameters of a generic lambda are template parameters without arguments: auto:1, auto:2.
        _lambdas++;
        List<Node>? parameters = Parameters();
        _lambdas--;
        if (parameters is null || !Take('E')) return null;
        int? number = Current == '_' ? -1 : Number();
        return number is not null && Take('_') ? new PrefixNode("{lambda", new ListNode("(", parameters, ")"), $"#{number + 2}}}") : null;
    }

    private ListNode? Binding()
    {
        _at += 2;
        List<Node> names = [];
        while (!Take('E'))
        {
            if (Source() is not { } name) return null;
            names.Add(name);
        }

        return new ListNode("[", names, "]");
    }

    private TextNode? Constructor(NameState state, Node? scope)
    {
        if (scope is null) return null;
        _at++;
        bool isInherited = Take('I');
        if (Current is < '1' or > '5') return null;
        _at++;
        Node? named = isInherited ? Type() : scope;
        state.HasNoResult = true;
        return named is null ? null : new TextNode(named.BaseName);
    }

    private TextNode? Destructor(NameState state, Node? scope)
    {
        if (scope is null) return null;
        _at += 2;
        state.HasNoResult = true;
        return new TextNode("~" + scope.BaseName);
    }

    // <operator-name>: of functions
    private Node? Operator(NameState state)
    {
        if (Take("cv"))
        {
            state.HasNoResult = true;
            (bool before, _isConversion) = (_isConversion, true);
            Node? type = Type();
            _isConversion = before;
            return type is null ? null : new ConversionNode(type);
        }

        if (Take("li")) return Source() is { } suffix ? new TextNode("operator\"\" " + suffix.BaseName) : null;
        if (_at + 2 > symbol.Length || !Operators.TryGet(symbol.Substring(_at, 2), out string? text)) return null;
        _at += 2;
        return new TextNode("operator" + (char.IsAsciiLetter(text[0]) ? " " : "") + text);
    }

    private string Qualifiers()
    {
        string text = "";
        if (Take('r')) text = " restrict";
        if (Take('V')) text = " volatile" + text;
        // The order of GNU's demangler: the outermost word last.
        if (Take('K')) text = text + " const";
        return text;
    }
}
