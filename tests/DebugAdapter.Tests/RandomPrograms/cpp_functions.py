"""The functions of random C++ programs."""
from c_functions import Body
from c_program import BASES
from cpp_types import Class, Reference, as_operand
from declarations import Array, Member, Function, Pointer, Record, Scalar, bare, initial

INT, UNSIGNED = BASES[5], BASES[6]


class CppBody(Body):
    """Statements of one function; `readable` are members that may not be assigned."""

    def __init__(self, program, callees, parameters, readable=()):
        super().__init__(program, callees, parameters)
        self.readable, self.statics, self.stored = list(readable), set(), ""

    def storage(self, t):
        # Before a pointer to a function or to const it would say something else.
        self.stored = self.chance.choice(["", "", "static "]) if isinstance(bare(t), (Pointer, Array)) else super().storage(t)
        return self.stored

    def value(self):
        scope, self.scope = self.scope, self.scope + self.readable
        try:
            return super().value()
        finally:
            self.scope = scope

    def local(self, depth):
        roll = self.chance.random()
        if roll < 0.12:
            self.reference(depth)
        elif roll < 0.20:
            self.closure(depth)
        elif roll < 0.27:
            self.binding(depth)
        elif roll < 0.31:
            self.local_class(depth)
        elif roll < 0.36:
            self.pointer_to_member(depth)
        elif roll < 0.40 and depth < 2:
            self.imported(depth)
        else:
            super().local(depth)
            if self.stored == "static ":
                self.statics.add(self.scope[-1][0])

    def reference(self, depth):
        found = [(n, t) for n, t in [*self.scope, *self.program.globals]]
        name, roll = self.program.name("v"), self.chance.random()
        if roll < 0.3 or not found:
            t = self.program.scalar() if roll < 0.2 else self.chance.choice(self.program.whole() or [INT])
            value = initial(self.chance, t, lambda target: self.program.pointees(target, self.scope))
            value = f"({t.declare('')})({value})" if isinstance(bare(t), Scalar) else f"({t.declare('')}){value}" if not bare(t).start else value
            self.emit(depth, f"{self.chance.choice(['', 'const ']) if roll < 0.1 else ''}{Reference(t, '', '&&').declare(name)} = {value};")
            self.emit(depth, f"use(&{name});")
            return
        target, t = self.chance.choice(found)
        constant = self.chance.choice(["", "", "const "]) if not isinstance(bare(t), (Pointer, Array)) else ""
        spelling = self.chance.choice([f"{constant}{Reference(t).declare(name)}", f"{constant}auto &{name}", f"auto &&{name}"])
        self.emit(depth, f"{spelling} = {target};")
        if "const" not in spelling:
            self.scope = [*self.scope, (name, t)]
        self.declared.add(name)

    def closure(self, depth):
        """A lambda that captures some of the variables around it, and its call."""
        chance, name = self.chance, self.program.name("v")
        plain = [(n, t) for n, t in self.scope if n.startswith(("v", "p", "i")) and n not in self.statics]
        taken = chance.sample(plain, min(len(plain), chance.choice([0, 1, 2, 2, 3])))
        captures, inside = [], []
        for n, t in taken:
            form = chance.choice(["=", "=", "&", "init"])
            captured = n if form != "init" else self.program.name("v")
            if isinstance(bare(t), Array) and form == "init":
                form, captured = "=", n
            captures.append({"=": n, "&": "&" + n, "init": f"{captured} = {n}"}[form])
            inside.append((captured, t))
        if getattr(self, "has_this", False):
            captures.append("this")
        elif chance.random() < 0.1 and not captures and depth < 3:
            captures.append(chance.choice(["=", "&"]))
            inside = plain
        generic = chance.random() < 0.3
        parameter = self.program.name("p")
        body = CppBody(self.program, [], [*inside, (parameter, INT)])
        body.emit(depth + 1, f"unsigned acc = (unsigned){parameter};")
        body.names = []
        for _ in range(chance.randint(1, 3)):
            body.emit(depth + 1, f"acc = (acc << 1) + {body.value()};")
        Body.local(body, depth + 1)
        if chance.random() < 0.4:
            body.change(depth + 1)
        body.emit(depth + 1, f"use(&acc);")
        body.emit(depth + 1, f"return (int)acc;")
        self.emit(depth, f"auto {name} = [{', '.join(captures)}]({'auto' if generic else 'int'} {parameter}) {chance.choice(['mutable', 'OUTLINED', 'OUTLINED'])} -> int {{")
        self.out += body.out
        self.emit(depth, "};")
        self.emit(depth, f"acc += (unsigned){name}({chance.choice(['(short)acc', '(char)7', '3u']) if generic else '(int)acc'});")

    def binding(self, depth):
        records = [(n, t) for n, t in [*self.scope, *self.program.globals] if isinstance(t, Record) and t.keyword == "struct" and not isinstance(t, Class) and t.members and all(m.name for m in t.members)
                   and "packed" not in t.attribute]
        arrays = [(n, t) for n, t in self.scope if isinstance(t, Array) and n.startswith("v")]
        if not records and not arrays:
            return self.emit(depth, f"use(&acc);")
        source, t = self.chance.choice(records + arrays)
        parts = [m.type for m in t.members] if isinstance(t, Record) else [t.element] * t.count
        names = [self.program.name("v") for _ in parts]
        sign = self.chance.choice(["", "&", "&&", "const &"])
        self.emit(depth, f"{'const auto &' if sign == 'const &' else 'auto ' + sign}[{', '.join(names)}] = {source};")
        for n, part in zip(names, parts):
            if sign != "const &" and isinstance(bare(part), Scalar):
                self.emit(depth, f"acc += (unsigned){n};" if bare(part).kind not in ("float",) else f"acc += {n} == 0;")

    def local_class(self, depth):
        chance, name, variable = self.chance, self.program.name("L"), self.program.name("v")
        members = [(self.program.name("m"), self.program.scalar()) for _ in range(chance.randint(1, 3))]
        method = self.program.name("f")
        self.emit(depth, f"struct {name} {{")
        for m, t in members:
            self.emit(depth + 1, f"{t.declare(m)};")
        bits = self.program.name("b")
        self.emit(depth + 1, f"unsigned {bits} : {chance.randint(1, 31)};")
        self.emit(depth + 1, f"{chance.choice(['', 'NOINLINE '])}int {method}(int p9) {{ unsigned acc = (unsigned)p9 + {bits}; use(this); use(&acc); return (int)acc; }}")
        self.emit(depth, f"}} {variable} = {{{', '.join(initial(chance, t, self.program.pointees) for _, t in members)}, 1u}};")
        self.emit(depth, f"acc += (unsigned){variable}.{method}((int)acc);")
        record = Record("struct", name, (*(Member(m, t) for m, t in members), Member(bits, UNSIGNED, 8)), "", name)
        self.scope = [*self.scope, (variable, record)]

    def pointer_to_member(self, depth):
        if not self.program.classes:
            return
        owner, name = self.chance.choice(self.program.classes), self.program.name("v")
        plain = [m for m in owner.own if m.width < 0 and not m.attribute]
        functions = [(n, f) for n, f, is_static in owner.methods if not is_static and "<" not in n]
        if self.chance.random() < 0.5 and functions:
            method, function = self.chance.choice(functions)
            constant = " const" if (method, function.parameters) in owner.constant else ""
            self.emit(depth, f"int ({owner.spelled}::*{name})({', '.join(p.declare('') for p in function.parameters)}){constant} = &{owner.spelled}::{method};")
        elif plain:
            member = self.chance.choice(plain)
            self.emit(depth, f"auto {name} = &{owner.spelled}::{member.name};")
        else:
            return
        self.emit(depth, f"use(&{name});")

    def imported(self, depth):
        if not self.program.namespaces:
            return
        space = self.chance.choice(self.program.namespaces)
        inside = [n for n, _ in self.program.globals if n.startswith(space + "::")]
        roll = self.chance.random()
        if roll < 0.4:
            self.emit(depth, f"using namespace {space};")
        elif roll < 0.7 and inside:
            self.emit(depth, f"using {self.chance.choice(inside)};")
        else:
            self.emit(depth, f"namespace {self.program.name('A')} = {space};")

    def argument(self, p):
        plain, chance = bare(as_operand(p)), self.chance
        named = [n for n, t in [*self.scope, *self.program.globals] if t == as_operand(p)]
        if isinstance(p, Reference) and p.sign == "&" and not p.qualifiers:
            return chance.choice(named) if named else None
        if named and not (isinstance(p, Reference) and p.sign == "&&") and chance.random() < 0.7:
            return chance.choice(named)
        if isinstance(plain, Scalar) and plain.kind not in ("float", "enum"):
            return f"({plain.spelling})(0u + {self.value()})"
        value = initial(chance, as_operand(p), lambda t: self.program.pointees(t, self.scope))
        if isinstance(plain, Record):
            return value if plain.start else f"({plain.spelled}){value}"
        return f"({as_operand(p).declare('')})({value})"

    def call(self, depth):
        chance, choices = self.chance, []
        choices += self.callees
        for n, t in [*self.scope, *self.program.globals]:
            if isinstance(t, Class):
                choices += [(f"{n}.{m}", f) for m, f, _ in t.methods if f.parameters or not m.startswith("operator")]
        if not choices:
            return
        name, function = chance.choice(choices)
        arguments = [self.argument(p) for p in function.parameters]
        if any(a is None for a in arguments):
            return
        result = f"{name}({', '.join(arguments)})"
        self.emit(depth, f"acc += (unsigned){result};" if chance.random() < 0.7 else f"{{ unsigned held = acc ^ {self.value()}; acc = held + (unsigned){result} + held; }}")

    def block(self, depth):
        if self.chance.random() < 0.75:
            return super().block(depth)
        roll = self.chance.random()
        if roll < 0.4 and (arrays := [(n, t) for n, t in self.scope if isinstance(t, Array) and isinstance(bare(t.element), Scalar) and bare(t.element).kind in ("int", "uint") and n.startswith("v")]):
            source, t = self.chance.choice(arrays)
            name = self.program.name("v")
            self.emit(depth, f"for (auto {self.chance.choice(['', '&', '&&'])}{name} : {source}) {{")
            self.emit(depth + 1, f"acc += (unsigned){name};")
        elif roll < 0.7:
            name = self.program.name("v")
            self.emit(depth, f"if (int {name} = (int)acc; {name} & {self.chance.randint(1, 7)}) {{")
            self.emit(depth + 1, f"use(&{name});")
        else:
            name = self.program.name("v")
            self.emit(depth, f"if constexpr (constexpr int {name} = {self.chance.randint(0, 99)}; {name} >= 0) {{")
        self.statements(depth + 1, self.chance.randint(1, 3))
        self.emit(depth, "}")


class MemberBody(CppBody):
    """A member function's: it names members without an object."""

    def __init__(self, program, callees, parameters, members, is_static, is_const):
        own = [(m.name, m.type) for m in members] if not is_static else []
        writable, readable = split(parameters)
        super().__init__(program, callees, writable, readable + own)
        self.has_this, self.writable = not is_static, [] if is_const or is_static else own

    def whole(self, extra):
        chance = self.chance
        numbers = "".join(f" + (unsigned){n}" for n, t in self.scope if t in (INT, UNSIGNED))
        self.emit(1, f"unsigned acc = {chance.randint(0, 9)}u{numbers};")
        if self.has_this:
            self.emit(1, "use(this);")
        if extra:
            self.emit(1, extra)
        for _ in range(chance.randint(0, 2)):
            self.emit(1, f"acc = (acc << 1) + {self.value()};")
        if self.writable and chance.random() < 0.6:
            scope, self.scope = self.scope, self.writable
            self.change(1)
            self.scope = scope
        self.statements(1, chance.choice([0, 1, 2, 4]))
        self.emit(1, "return (int)acc;")


def split(parameters):
    """Those that can be assigned, and the others, as operands."""
    constant = [(n, t.target) for n, t in parameters if isinstance(t, Reference) and t.qualifiers]
    return [(n, as_operand(t)) for n, t in parameters if not (isinstance(t, Reference) and t.qualifiers)], constant


def add_function(program, callees, name):
    """A free function, perhaps overloaded."""
    chance = program.chance
    parameters = [(program.name("p"), program.parameter()) for _ in range(chance.choice([0, 1, 2, 2, 3, 5]))]
    body = CppBody(program, callees, *split(parameters))
    body.emit(1, f"unsigned acc = {chance.randint(0, 9)}u{''.join(f' + (unsigned){n}' for n, t in parameters if t in (INT, UNSIGNED))};")
    body.statements(1, chance.randint(2, 6))
    body.call(1)
    body.statements(1, chance.randint(0, 3))
    body.call(1)
    body.emit(1, "return (int)acc;")
    attribute = chance.choice(["NOINLINE ", "NOINLINE ", "NOINLINE static ", "INLINE ", "static ", ""])
    declared = ", ".join(t.declare(n) for n, t in parameters)
    text = f"({declared})\n{{\n" + "\n".join(body.out) + "\n}\n"
    scope = program.enter()
    program.lines.append(f"{attribute}int {name}{text}")
    if chance.random() < 0.2:
        program.lines.append(f"{chance.choice(['NOINLINE ', ''])}int {name}(const char *p8, double p9, int p10 = 4)\n{{\n    use(&p9);\n    use(&p10);\n    return (int)p9 + *p8 + p10;\n}}\n")
        program.functions.append((f"{scope}{name}", Function(INT, (program.text(), BASES[13]))))
    program.leave()
    return f"{scope}{name}", Function(INT, tuple(t for _, t in parameters))
