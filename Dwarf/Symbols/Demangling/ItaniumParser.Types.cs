namespace RspDebug.Dwarf.Symbols.Demangling;

/// <content>Types, template arguments and substitutions: 5.1.5 to 5.1.8.</content>
internal sealed partial class ItaniumParser
{
    // Inside the type of a conversion function.
    private bool _isConversion;

    // Inside the parameters of a lambda.
    private int _lambdas;

    private static string? BuiltIn(char letter) => letter switch
    {
        'v' => "void", 'w' => "wchar_t", 'b' => "bool", 'c' => "char", 'a' => "signed char", 'h' => "unsigned char", 's' => "short", 't' => "unsigned short",
        'i' => "int", 'j' => "unsigned int", 'l' => "long", 'm' => "unsigned long", 'x' => "long long", 'y' => "unsigned long long", 'n' => "__int128",
        'o' => "unsigned __int128", 'f' => "float", 'd' => "double", 'e' => "long double", 'g' => "__float128", 'z' => "...",
        _ => null,
    };

    private Node? Type() => Deeper(TypeHere);

    private Node? TypeHere()
    {
        switch (Current)
        {
            case 'r' or 'V' or 'K':
                string qualifiers = Qualifiers();
                if (Current == 'F') return Remember(Function(qualifiers));
                return Type() is { } qualified ? Remember(new QualifiedNode(qualified, qualifiers)) : null;
            case 'P': return Pointer("*");
            case 'R': return Pointer("&");
            case 'O': return Pointer("&&");
            case 'C' or 'G':
                string suffix = Current == 'C' ? " _Complex" : " _Imaginary";
                _at++;
                return Type() is { } part ? Remember(new QualifiedNode(part, suffix)) : null;
            case 'F': return Remember(Function(""));
            case 'A': return Array();
            case 'M': return MemberPointer();
            case 'T' when Next is 's' or 'u' or 'e':
                _at += 2;
                return Name(new NameState { IsType = true }) is { } elaborated ? Remember(elaborated) : null;
            case 'T': return TemplateParameterType();
            case 'D': return Extended();
            case 'S' when Next != 't': return Substituted();
            case 'U' when Next is not ('t' or 'l'): return Vendor();
            case 'u':
                _at++;
                return Remember(Source());
        }

        if (BuiltIn(Current) is { } name)
        {
            _at++;
            return new TextNode(name);
        }

        return Name(new NameState { IsType = true }) is { } type ? Remember(type) : null;
    }

    private Node? Pointer(string mark)
    {
        _at++;
        return Type() is { } target ? Remember(new PointerNode(target, mark)) : null;
    }

    private Node? Vendor()
    {
        _at++;
        if (Source() is not { } word) return null;
        if (Current == 'I' && TemplateArguments(isName: false) is null) return null;
        return Type() is { } type ? Remember(new QualifiedNode(type, " " + word.Value)) : null;
    }

    // A template parameter, or with arguments a template template parameter.
    private Node? TemplateParameterType()
    {
        if (Remember(Parameter()) is not { } parameter) return null;
        // operator T<int>(): the arguments are those of the function.
        if (Current != 'I' || _isConversion) return parameter;
        return TemplateArguments(isName: false) is { } arguments ? Remember(new TemplateNode(parameter, arguments)) : null;
    }

    private Node? Substituted()
    {
        if (Substitution() is not { } known) return null;
        if (Current != 'I') return known;
        return TemplateArguments(isName: false) is { } arguments ? Remember(new TemplateNode(known, arguments)) : null;
    }

    // F [Y] <result> <parameters> [R|O] E, behind the exception specification
    private FunctionNode? Function(string qualifiers)
    {
        if (!Take('F')) return null;
        Take('Y');
        if (Type() is not { } result || Parameters() is not { } parameters) return null;
        if (Current is 'R' or 'O' && Next == 'E')
        {
            qualifiers += Current == 'R' ? " &" : " &&";
            _at++;
        }

        return Take('E') ? new FunctionNode(null, result, parameters, qualifiers) : null;
    }

    // A <number> _ <type> | A [<expression>] _ <type>
    private Node? Array()
    {
        _at++;
        Node? size = null;
        if (char.IsAsciiDigit(Current))
        {
            int start = _at;
            while (char.IsAsciiDigit(Current)) _at++;
            size = new TextNode(symbol[start.._at]);
        }
        else if (Current != '_' && (size = Expression()) is null)
        {
            return null;
        }

        return Take('_') && Type() is { } element ? Remember(new ArrayNode(element, size)) : null;
    }

    private Node? MemberPointer()
    {
        _at++;
        return Type() is { } owner && Type() is { } member ? Remember(new MemberPointerNode(owner, member)) : null;
    }

    private Node? Extended()
    {
        string? name = Next switch { 'd' => "decimal64", 'e' => "decimal128", 'f' => "decimal32", 'h' => "half", 'i' => "char32_t", 's' => "char16_t", 'u' => "char8_t", 'a' => "auto", 'c' => "decltype(auto)", 'n' => "decltype(nullptr)", _ => null };
        if (name is not null)
        {
            _at += 2;
            return new TextNode(name);
        }

        switch (Next)
        {
            case 'p':
                _at += 2;
                return Type() is { } pattern ? Remember(new ExpansionNode(pattern)) : null;
            case 't' or 'T':
                return Remember(DeclaredType());
            case 'o':
                _at += 2;
                return Remember(Function(" noexcept"));
            case 'F':
                _at += 2;
                return Number() is { } bits && Take('_') ? new TextNode($"_Float{bits}") : null;
            case 'v':
                return Vector();
            default:
                return null;
        }
    }

    private Node? Vector()
    {
        _at += 2;
        return Number() is { } count && Take('_') && Type() is { } element ? Remember(new QualifiedNode(element, $" __vector({count})")) : null;
    }

    private PrefixNode? DeclaredType()
    {
        _at += 2;
        return Expression() is { } expression && Take('E') ? new PrefixNode("decltype (", expression, ")") : null;
    }

    // T_ is the first one
    private Node? Parameter()
    {
        if (!Take('T')) return null;
        if (SequenceIdDecimal() is not { } index) return null;
        if (_lambdas > 0) return new TextNode($"auto:{index + 1}");
        List<Node>? arguments = _arguments;
        // Conversion functions refer to arguments that follow; other references come after their arguments.
        return arguments is not null && index < arguments.Count ? arguments[index] : new ParameterNode(() => _arguments is { } late && index < late.Count && late[index] is not ParameterNode ? late[index] : null);
    }

    private int? SequenceIdDecimal()
    {
        if (Take('_')) return 0;
        return Number() is { } number && number < MaxSubstitutions && Take('_') ? number + 1 : null;
    }

    /// <summary>I ... E; those of a name become the ones that T_ refers to.</summary>
    private List<Node>? TemplateArguments(bool isName)
    {
        if (!Take('I')) return null;
        List<Node> arguments = [], referred = [];
        while (!Take('E'))
        {
            if (Deeper(() => Argument(referred)) is not { } argument) return null;
            arguments.Add(argument);
        }

        if (isName) _arguments = referred;
        return arguments;
    }

    private Node? Argument(List<Node> referred)
    {
        // Older compilers write packs like argument lists.
        if (Take('J') || Take('I'))
        {
            List<Node> pack = [];
            while (!Take('E'))
            {
                if (Deeper(() => Argument([])) is not { } element) return null;
                pack.Add(element);
            }

            referred.Add(new PackNode(pack));
            return new ListNode("", pack, "");
        }

        Node? argument = Current switch
        {
            'L' => Literal(),
            'X' => Wrapped(),
            _ => Type(),
        };
        if (argument is not null) referred.Add(argument);
        return argument;
    }

    private Node? Wrapped()
    {
        _at++;
        return Expression() is { } expression && Take('E') ? expression : null;
    }

    private Node? Substitution()
    {
        if (!Take('S')) return null;
        (string Text, string Base)? standard = Current switch
        {
            'a' => ("std::allocator", "allocator"),
            'b' => ("std::basic_string", "basic_string"),
            's' => ("std::string", "string"),
            'i' => ("std::istream", "istream"),
            'o' => ("std::ostream", "ostream"),
            'd' => ("std::iostream", "iostream"),
            _ => null,
        };
        if (standard is { } known)
        {
            _at++;
            if (Current is 'C' or 'D' && known.Text is not ("std::allocator" or "std::basic_string")) known = Full(known.Text);
            Node node = new TextNode(known.Text, known.Base);
            while (Take('B'))
            {
                if (Source() is not { } tag) return null;
                node = Remember(new PrefixNode("", node, $"[abi:{tag.BaseName}]"))!;
            }

            return node;
        }

        return SequenceId() is { } index && index < _substitutions.Count ? _substitutions[index] : null;
    }

    // Constructors name the template.
    private static (string Text, string Base) Full(string name) => name switch
    {
        "std::string" => ("std::basic_string<char, std::char_traits<char>, std::allocator<char> >", "basic_string"),
        "std::istream" => ("std::basic_istream<char, std::char_traits<char> >", "basic_istream"),
        "std::ostream" => ("std::basic_ostream<char, std::char_traits<char> >", "basic_ostream"),
        _ => ("std::basic_iostream<char, std::char_traits<char> >", "basic_iostream"),
    };
}
