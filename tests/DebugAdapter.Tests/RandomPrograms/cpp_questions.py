"""What gdb is asked of C++: members without an object, bases, casts, names in part, places for breakpoints."""
import gdb
import questions

CLASSES, GLOBALS, ENUMS, FUNCTIONS = [], [], [], []


def learn():
    """The names of a program, once."""
    for names in (CLASSES, GLOBALS, ENUMS, FUNCTIONS):
        names.clear()
    symtab = gdb.lookup_global_symbol("main").symtab
    for block in (symtab.global_block(), symtab.static_block()):
        for symbol in block:
            if symbol.is_function:
                FUNCTIONS.append(symbol.name)
            elif symbol.is_variable:
                GLOBALS.append(symbol.name)
            elif symbol.addr_class == gdb.SYMBOL_LOC_TYPEDEF and symbol.type is not None and symbol.type.code in questions.RECORDS:
                CLASSES.append(symbol.type)
            elif symbol.addr_class == gdb.SYMBOL_LOC_TYPEDEF and symbol.type is not None and symbol.type.code == gdb.TYPE_CODE_ENUM:
                ENUMS.append(symbol.type)


def split(name):
    """The parts of a qualified name: template arguments hold "::" of their own."""
    parts, depth, start, i = [], 0, 0, 0
    while i < len(name):
        depth += {"<": 1, "(": 1, "{": 1, ">": -1, ")": -1, "}": -1}.get(name[i], 0)
        if depth == 0 and name.startswith("::", i):
            parts.append(name[start:i])
            start = i = i + 2
        else:
            i += 1
    return [*parts, name[start:]]


def tail(chance, name):
    """The last parts of a name."""
    parts = split(name)
    return "::".join(parts[chance.randrange(len(parts)):])


def bases(kind):
    for field in kind.fields():
        if field.is_base_class:
            yield field.type
            yield from bases(field.type.strip_typedefs())


def ask(chance, scope):
    """Random (expression, format letter)."""
    out = []
    this = questions.evaluate("*this") if "this" in scope else None
    if this is not None:
        out += of_members(chance, "this->", this.type)
        out += [(text.replace("this->", ""), form) for text, form in of_members(chance, "this->", this.type)]
        out.append((chance.choice(["*this", "this", "sizeof(*this)", "this != 0", "&*this"]), ""))
    for name in chance.sample(scope, min(3, len(scope))):
        value = questions.evaluate(name)
        if value is None:
            continue
        kind = value.type.strip_typedefs()
        if kind.code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
            out.append((chance.choice(["&%s", "sizeof(%s)", "*&%s"]) % name, ""))
            kind = kind.target().strip_typedefs()
        if kind.code in questions.RECORDS:
            out += of_members(chance, name + ".", kind)
            out += of_class(chance, name, kind)
        elif kind.code == gdb.TYPE_CODE_PTR and kind.target().strip_typedefs().code in questions.RECORDS:
            out += of_class(chance, "*" + name, kind.target().strip_typedefs())
        elif kind.code == gdb.TYPE_CODE_ENUM:
            out.append((chance.choice(["%s", "(int) %s", "static_cast<int>(%s)", "(unsigned char) %s", "sizeof(%s)"]) % name, chance.choice(["", "x", "d"])))
        elif kind.code in questions.INTEGERS:
            out.append((chance.choice(["static_cast<short>(%s)", "static_cast<double>(%s)", "(bool) %s", "reinterpret_cast<char *>(&%s)[0]", "*(unsigned char *) &%s"]) % name, ""))
    out += of_names(chance)
    return [(text, form) for text, form in out if text]


def of_members(chance, before, kind):
    """Members, those of bases and static ones included; some with the class before them."""
    fields = [(f, owner) for owner in [kind, *bases(kind)] for f in owner.strip_typedefs().fields() if f.name and not f.is_base_class and not f.artificial]
    for field, owner in chance.sample(fields, min(2, len(fields))):
        qualifier = owner.unqualified().strip_typedefs().name if chance.random() < 0.4 else None
        text = before + (tail(chance, qualifier) + "::" if qualifier else "") + field.name
        yield text, ""
        inner = field.type.strip_typedefs()
        if inner.code in (*questions.INTEGERS, gdb.TYPE_CODE_FLT):
            yield chance.choice(["%s + 1", "-%s", "%s == 3", "%s ? 1 : 2", "%s * 2", "sizeof(%s)", "!%s", "static_cast<long long>(%s)"]) % text, ""
        elif inner.code in questions.RECORDS:
            yield from questions.ask(chance, [text])[:2]


def of_class(chance, text, kind):
    name = kind.unqualified().strip_typedefs().name
    found = [b.name for b in bases(kind)]
    derived = [c.name for c in CLASSES if any(b.name == name for b in bases(c))]
    if found:
        base = chance.choice(found)
        yield chance.choice(["(%b &) %s", "static_cast<%b &>(%s)", "*(%b *) &%s", "static_cast<%b *>(&%s)", "(%b *) &%s", "(const %b &) %s", "*static_cast<const %b *>(&%s)", "sizeof(%b)"]).replace("%b", base).replace("%s", text), ""
    if derived:
        yield chance.choice(["static_cast<%b *>(&%s)", "(%b *) &%s", "reinterpret_cast<%b *>(&%s)", "dynamic_cast<%b *>(&%s)", "sizeof(%b)"]).replace("%b", chance.choice(derived)).replace("%s", text), ""
    if name:
        yield chance.choice(["sizeof(%b)", "(%b *) 0", "*(%b *) &%s", "alignof(%b)", "&%s == (%b *) &%s", "reinterpret_cast<unsigned char *>(&%s)[1]"]).replace("%b", name).replace("%s", text), ""
        members = [f for f in kind.fields() if f.name and hasattr(f, "bitpos") and not f.bitsize and not f.is_base_class and not f.artificial]
        if members:
            field = chance.choice(members).name
            yield chance.choice(["&%b::%f", "%s.*(&%b::%f)", "(&%s)->*(&%b::%f)", "&(%s.%f)"]).replace("%b", name).replace("%f", field).replace("%s", f"({text})"), ""


def of_names(chance):
    """Statics, enumerators, functions, whole or without what is around them."""
    for name in chance.sample(GLOBALS, min(2, len(GLOBALS))):
        yield tail(chance, name) if chance.random() < 0.6 else "::" + name, ""
    if ENUMS:
        kind = chance.choice(ENUMS)
        field = chance.choice(kind.fields())
        yield field.name, ""
        if kind.name:
            yield chance.choice(["(%b) 1", "static_cast<%b>(0)", "sizeof(%b)", "(int) (%b) 3", "%f == (%b) 1", "(%b) 77"]).replace("%b", kind.name).replace("%f", field.name), ""
    if FUNCTIONS:
        name = plain(chance.choice(FUNCTIONS))
        # Constructors have no address.
        if "{lambda" not in name and "operator" not in name and "~" not in name and (parts := split(name))[-1] != parts[-2:][0].split("<")[0]:
            yield chance.choice(["%s", "&%s", "*%s", "sizeof(&%s)"]) % (tail(chance, name) if chance.random() < 0.3 else name), ""


def plain(name):
    """A name without its parameters: "ns::f(int (*)(char)) const" is ns::f."""
    name = name.removesuffix(" const")
    if not name.endswith(")") or name.endswith("operator()"):
        return name
    depth = 0
    for i in range(len(name) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(name[i], 0)
        if depth == 0:
            return name[:i]
    return name


def breakpoints():
    """[name, addresses] for each function: whole, without what is around it, with parameters."""
    specs = {}
    for name in FUNCTIONS:
        if "{lambda" in name:
            continue
        bare = plain(name)
        parts = split(bare)
        for spec in (bare, parts[-1], "::".join(parts[-2:]), name, *([bare.split("<")[0]] if "(" not in bare and "operator" not in bare else [])):
            specs[spec] = None
    return [[spec, addresses(spec)] for spec in specs]


def addresses(spec):
    try:
        before = {b.number for b in gdb.breakpoints()}
        gdb.execute("break " + spec, to_string=True)
        made = [b for b in gdb.breakpoints() if b.number not in before]
        found = sorted(location.address & ~1 for b in made for location in b.locations)
        for b in made:
            b.delete()
        return found
    except gdb.error:
        return []
