"""What gdb is asked at a stop: names in scope, random expressions over them, assignments, and the layouts of types."""
import gdb

INTEGERS = (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_CHAR, gdb.TYPE_CODE_BOOL, gdb.TYPE_CODE_ENUM)
RECORDS = (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION)


def names(frame):
    """Names of a frame, innermost block first, without those that are hidden."""
    found = []
    try:
        block = frame.block()
    except RuntimeError:
        return found
    while block is not None:
        for symbol in block:
            is_constant = symbol.addr_class in (gdb.SYMBOL_LOC_CONST, gdb.SYMBOL_LOC_CONST_BYTES)  # gdb does not call it a variable
            if (symbol.is_argument or symbol.is_variable or is_constant) and symbol.name and symbol.name not in found:
                found.append(symbol.name)
        if block.function is not None:
            return found
        block = block.superblock
    return found


def evaluate(text):
    try:
        value = gdb.parse_and_eval(text)
        if value.is_optimized_out:
            return None
        if value.type.code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
            value = value.referenced_value()
        value.fetch_lazy()
        return value
    except (gdb.error, gdb.MemoryError):
        return None


def walk(chance, text):
    """Goes at random into an object: (text, value) of a part of it; None when there is none."""
    value = evaluate(text)
    for _ in range(6):
        if value is None:
            return None
        kind = value.type.strip_typedefs()
        if kind.code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
            kind = kind.target().strip_typedefs()
        if chance.random() < 0.12:
            break
        if kind.code in RECORDS:
            fields = [f for f in members(kind) if f.name]
            if not fields:
                break
            text = "%s.%s" % (text, chance.choice(fields).name)
        elif kind.code == gdb.TYPE_CODE_ARRAY:
            low, high = kind.range()
            if high < low:
                break
            text = "%s[%d]" % (text, chance.randint(low, high))
        elif kind.code == gdb.TYPE_CODE_PTR:
            target = kind.target().strip_typedefs()
            if not 0x20000000 <= int(value) < 0x20004000 or target.code in (gdb.TYPE_CODE_FUNC, gdb.TYPE_CODE_VOID, gdb.TYPE_CODE_METHOD) or chance.random() < 0.3:
                break
            fields = [f for f in members(target) if f.name] if target.code in RECORDS else []
            text = "%s->%s" % (text, chance.choice(fields).name) if fields and chance.random() < 0.6 else chance.choice(["(*%s)", "%s[0]"]) % text
        else:
            break
        value = evaluate(text)
    return (text, value) if value is not None else None


def members(kind):
    """Data members, those of anonymous ones included."""
    for field in kind.fields():
        if field.is_base_class or not hasattr(field, "bitpos") or field.artificial:
            continue
        inner = field.type.strip_typedefs()
        if not field.name and inner.code in RECORDS:
            yield from members(inner)
        else:
            yield field


def ask(chance, scope):
    """Random (expression, format letter)."""
    out, parts = [], []
    for _ in range(min(12, 3 * len(scope))):
        found = walk(chance, chance.choice(scope))
        if found is None:
            continue
        text, value = found
        kind = value.type.strip_typedefs()
        if kind.code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
            kind = kind.target().strip_typedefs()
        parts.append(found)
        out.append((text, ""))
        other = chance.choice(parts)
        if kind.code == gdb.TYPE_CODE_BOOL and int(value.cast(gdb.lookup_type("unsigned char"))) > 1:
            continue  # nobody says what it means
        if kind.code == gdb.TYPE_CODE_FLT and kind.sizeof == 2:
            continue  # gdb 13 loses the sign of a _Float16 on the way
        if kind.code in INTEGERS or kind.code == gdb.TYPE_CODE_FLT:
            out.extend(arithmetic(chance, text, kind, other))
        elif kind.code == gdb.TYPE_CODE_PTR:
            out.append((chance.choice(["%s + 1", "%s == 0", "!%s", "(unsigned long) %s", "(short *) %s + 3", "%s - 2", "%s != 0 && 1", "&%s", "sizeof(%s)", "sizeof(*%s)", "(unsigned)%s & 3"]) % text, ""))
            if 0x20000000 <= int(value) < 0x20003f00 and kind.target().strip_typedefs().code not in (gdb.TYPE_CODE_FUNC, gdb.TYPE_CODE_VOID):
                out.append((chance.choice(["*%s@2", "%s[0]@2", "*%s", "&%s[1]", "&*%s", "%s > (char *) 0x20000000", "(%s + 2) - %s"]).replace("%s", text), ""))
        elif kind.code == gdb.TYPE_CODE_ARRAY and kind.range()[1] >= 0:
            out.append((chance.choice(["%s[0]@2", "*%s", "&%s", "%s + 1", "sizeof(%s)", "sizeof(%s) / sizeof(%s[0])", "*%s@2", "&%s[1] - %s", "%s == &%s[0]"]).replace("%s", text), ""))
            if kind.target().strip_typedefs().code in INTEGERS:
                out.append((text, chance.choice(["x", "d", "u", "t", "o"])))
        elif kind.code in RECORDS:
            out.append((chance.choice(["&%s", "sizeof(%s)", "(*(&%s))", "%s@1", "*&%s@2"]) % text, ""))
    return out


def arithmetic(chance, text, kind, other):
    number = chance.choice(["0", "1", "-1", "3", "7u", "100L", "0x7fffffff", "0x80000000", "5000000000", "1.5", "2.5f", "'a'", "12345678901ULL"])
    second = other[1].type.strip_typedefs()
    if second.code in (*INTEGERS, gdb.TYPE_CODE_FLT) and not (second.code == gdb.TYPE_CODE_FLT and second.sizeof == 2) and chance.random() < 0.4:
        number = other[0]
    is_float = number != other[0] and "." in number or second.code == gdb.TYPE_CODE_FLT
    cast = chance.choice(["float", "double"] if is_float else ["char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned int", "long", "long long", "unsigned long long", "float", "double", "_Bool"])
    forms = ["%s + %n", "%s - %n", "%s * %n", "%s < %n", "%s == %n", "%s >= %n", "%s != %n", "-%s", "!%s", "(%c) %s", "%s && %n", "%s || %n", "%s ? %n : 3", "sizeof(%s)",
             "(%c) %s + (%c) %n", "sizeof(%s + 1)", "+%s"]
    if kind.code == gdb.TYPE_CODE_FLT:
        forms = [form for form in forms if "%c" not in form]  # C leaves open what does not fit
    else:
        forms += ["~%s", "%s << 3", "%s >> 2", "%s & 0xff", "%s | 0x100", "%s ^ 5u", "%s % 7", "%s / 3", "%s >> 1 & 3", "%s / -2", "%s % -3", "%s & 0xffffffffffULL"]
    out = [(chance.choice(forms).replace("%s", text).replace("%n", number).replace("%c", cast), "") for _ in range(2)]
    if kind.code != gdb.TYPE_CODE_FLT and chance.random() < 0.3:
        out.append((text, chance.choice(["x", "d", "u", "t", "o"] + (["c"] if kind.sizeof == 1 else []))))
    return out


def assignments(chance, scope):
    """Random (target, value): scalars that fit."""
    out = []
    for _ in range(3):
        found = walk(chance, chance.choice(scope)) if scope else None
        if found is None:
            continue
        text, value = found
        if value.address is not None and not 0x20000000 <= int(value.address) < 0x20004000:
            continue  # in flash
        kind = value.type.strip_typedefs()
        if kind.code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
            kind = kind.target().strip_typedefs()
        if kind.code == gdb.TYPE_CODE_BOOL:
            out.append((text, chance.choice(["0", "1"])))
        elif kind.code in (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_CHAR):
            out.append((text, str(chance.choice([0, 1]))))
        elif kind.code == gdb.TYPE_CODE_FLT and kind.sizeof > 2:
            out.append((text, chance.choice(["1.5", "-0.25", "1000", "0.1", "-7"])))
        elif kind.code == gdb.TYPE_CODE_ENUM:
            out.append((text, chance.choice([f.name for f in kind.fields()])))
        elif kind.code == gdb.TYPE_CODE_PTR:
            out.append((text, "0"))
    return out


def layout(kind):
    """[name, bit offset, bit size or 0, type] of each member; a base class has no bit size of its own."""
    rows = []
    for field in kind.fields():
        if hasattr(field, "bitpos"):
            rows.append([field.name or "", field.bitpos, field.bitsize, str(field.type), field.is_base_class])
    return rows


def quoted(name):
    """gdb does not read "(anonymous namespace)"."""
    return "'%s'" % name if "(anonymous" in name else name


def globals_and_types(say, is_cpp):
    """Every variable outside functions with its value and type, and every structure, enumeration and typedef."""
    # Of classes: data only, template arguments as they are.
    ptype = "ptype/rmt " if is_cpp else "ptype "
    variables, types, seen = [], [], set()
    symtab = gdb.lookup_global_symbol("main").symtab
    for block in (symtab.global_block(), symtab.static_block()):
        for symbol in block:
            if symbol.is_variable:
                name = quoted(symbol.name)
                variables.append([symbol.name, say("output " + name), say("whatis " + name), say(ptype + name)])
            elif symbol.addr_class == gdb.SYMBOL_LOC_TYPEDEF and symbol.type is not None:
                kind = symbol.type
                if kind.code == gdb.TYPE_CODE_NAMESPACE:
                    continue
                prefix = {gdb.TYPE_CODE_STRUCT: "struct ", gdb.TYPE_CODE_UNION: "union ", gdb.TYPE_CODE_ENUM: "enum "}.get(kind.code, "") if kind.code != gdb.TYPE_CODE_TYPEDEF and not is_cpp else ""
                name = prefix + symbol.name
                if name in seen:
                    continue
                seen.add(name)
                bare = kind.strip_typedefs()
                types.append([name, say(ptype + quoted(name)), bare.sizeof, layout(bare) if bare.code in RECORDS else []])
    return variables, types
