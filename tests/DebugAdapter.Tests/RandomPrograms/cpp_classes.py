"""Random classes of C++: bases, access, members of all kinds, constructors, virtual and other functions."""
from c_program import BASES
from cpp_functions import MemberBody
from cpp_types import Class, MemberPointer, Reference
from declarations import Alias, Array, Function, Member, Pointer, Record, Scalar, bare, initial, number

INT, UNSIGNED = BASES[5], BASES[6]
OPERATORS = [("operator()", (INT, INT)), ("operator[]", (UNSIGNED,)), ("operator+=", (INT,)), ("operator==", (INT,)), ("operator<", (INT,)), ("operator<<", (UNSIGNED,)),
             ("operator++", (INT,)), ("operator->*", (INT,)), ("operator int", ())]


class ClassMaker:
    """Writes one class of a program."""

    def __init__(self, program, keyword, name, scope):
        self.program, self.chance, self.keyword, self.name, self.qualified = program, program.chance, keyword, name, scope + name
        self.sections, self.members, self.reachable, self.behind, self.initialisers, self.methods, self.constant, self.own = [], [], [], [], [], [], [], []

    def bases(self):
        chosen = []
        for candidate in self.chance.sample(self.program.classes, min(self.chance.choice([0, 0, 1, 1, 2, 2, 3]), len(self.program.classes))):
            taken = {base for c, _, _ in chosen for base in (c, *(a for a, _ in c.ancestors()))}
            own = {candidate, *(a for a, _ in candidate.ancestors())}
            # A direct base that is also an indirect one could not be named.
            # Below a private base its name is private, too.
            if any(a in ("private", "class") for _, a, _ in candidate.bases):
                continue
            if candidate not in taken and not any(c in own for c, _, _ in chosen):
                chosen.append((candidate, self.chance.choice(["public", "public", "public", "protected", "private", self.keyword]), self.chance.random() < 0.35))
        return tuple(chosen)

    def member(self):
        roll, program, chance = self.chance.random(), self.program, self.chance
        if roll < 0.25:
            for field in program.bitfields("struct"):
                width = f" : {field.width}"
                self.sections.append(f"{field.type.declare(field.name)}{width};")
                if field.name:
                    self.initialisers.append(f"{field.name}({self.from_seed(field.type, field.width)})")
                    yield field
        elif roll < 0.33 and program.globals:
            name, (target, t) = program.name("m"), chance.choice(program.globals)
            constant = chance.choice(["", "", "const "]) if not isinstance(bare(t), (Pointer, Array)) else ""
            self.sections.append(f"{constant}{Reference(t).declare(name)} = {target};")
            if not constant:
                yield Member(name, t, -1, "&")
        elif roll < 0.40:
            yield from self.static_member()
        elif roll < 0.46 and (named := [m for m in self.members if m.width < 0 and not m.attribute]):
            target = chance.choice(named)
            name = program.name("m")
            self.sections.append(f"{MemberPointer(self.name, target.type).declare(name)} = {chance.choice([f'&{self.name}::{target.name}', 'nullptr'])};")
        elif roll < 0.52:
            yield from self.anonymous_union()
        elif roll < 0.58:
            name, nested = program.name("m"), program.name("R")
            inner = [Member(program.name("m"), program.scalar()) for _ in range(chance.randint(1, 3))]
            self.sections.append(f"{chance.choice(['struct', 'class', 'union'])} {nested} {{ public: {' '.join(m.type.declare(m.name) + ';' for m in inner)} }} {name} = {{{initial(chance, inner[0].type, program.pointees)}}};")
            yield Member(name, Record("struct", nested, tuple(inner), "", f"{self.qualified}::{nested}", f"{self.qualified}::{nested}()"))
        else:
            name, t = program.name("m"), program.any_type(1)
            plain = bare(t)
            storage = chance.choice([""] * 6 + ["mutable ", "const ", "volatile "]) if isinstance(plain, Scalar) else ""
            if isinstance(plain, Scalar) and plain.kind not in ("enum",) and chance.random() < 0.7:
                self.sections.append(f"{storage}{t.declare(name)};")
                self.initialisers.append(f"{name}(({t.declare('')})({self.from_seed(plain)}))")
            else:
                self.sections.append(f"{storage}{t.declare(name)} = {initial(chance, t, program.pointees)};")
            if storage in ("", "mutable "):
                yield Member(name, t)

    def from_seed(self, t, width=-1):
        if t.kind == "enum":
            return f"({t.spelling})({number(self.chance, t, width)})"
        if t.kind == "bool":
            return "(seed & 1) != 0"
        return f"seed * {self.chance.randint(1, 9)} + {self.chance.randint(0, 40)}"

    def static_member(self):
        name, t = self.program.name("m"), self.chance.choice(BASES[3:12])
        value = number(self.chance, t)
        form = self.chance.choice(["constexpr", "inline", "outside", "const"])
        if form == "constexpr" or (form == "const" and t.kind == "float"):
            self.sections.append(f"static constexpr {t.declare(name)} = {value};")
        elif form == "const":
            self.sections.append(f"static const {t.declare(name)} = {value};")
        elif form == "inline":
            self.sections.append(f"inline static {t.declare(name)} = {value};")
            yield Member(name, t, -1, "static")
        else:
            self.sections.append(f"static {t.declare(name)};")
            self.behind.append(f"{t.declare(f'{self.qualified}::{name}')} = {value};")
            yield Member(name, t, -1, "static")

    def anonymous_union(self):
        inner = [Member(self.program.name("m"), self.chance.choice([*BASES, Array(BASES[2], 4), Array(BASES[3], 3)])) for _ in range(self.chance.randint(2, 3))]
        self.sections.append(f"union {{ {' '.join(m.type.declare(m.name) + ';' for m in inner)} }};")
        self.initialisers.append(f"{inner[0].name}()")
        return inner

    def make(self):
        chance, keyword, bases = self.chance, self.keyword, self.bases()
        is_struct = keyword == "struct"
        access = "public" if is_struct else "private"
        for base, inherited, _ in bases:
            self.reachable += [(m, inherited in ("public", "struct")) for m in base.members]
        # What two bases have is ambiguous.
        self.reachable = [(m, is_public) for m, is_public in self.reachable if sum(m.name in base.every() for base, _, _ in bases) == 1]
        public = [m for m, is_public in self.reachable if is_public]
        inside = [m for m, _ in self.reachable]
        for _ in range(chance.randint(1, 5)):
            if chance.random() < 0.4:
                access = chance.choice(["public", "public", "protected", "private"])
                self.sections.append(f"{access}:")
            for m in self.member():
                self.members.append(m)
                inside.append(m)
                if access == "public":
                    public.append(m)
                    self.own.append(m)
        self.sections.append("public:")
        self.constructors(bases)
        virtuals = self.functions(bases, inside)
        head = ", ".join(f"{'virtual ' if is_virtual else ''}{'' if a == keyword else a + ' '}{b.spelled}" for b, a, is_virtual in bases)
        body = "\n".join("    " + line for line in self.sections)
        self.program.lines.append(f"{keyword} {self.name}{' : ' + head if head else ''} {{\n{body}\n}};")
        is_abstract = any(v[1] for v in virtuals)
        made = Class(keyword, self.name, tuple(public), "", self.qualified, f"{self.qualified}(%d)", bases, tuple(v[0] for v in virtuals), tuple(self.methods), is_abstract, tuple(self.own), tuple(self.constant), tuple(m.name for m in self.members))
        return made, self.behind

    def constructors(self, bases):
        first, seen = [], set()
        for base, is_virtual in [p for b, _, v in bases for p in [(b, v), *b.ancestors()]]:
            if is_virtual and base not in seen:
                seen.add(base)
                first.append(f"{base.spelled}(seed + {self.chance.randint(0, 9)})")
        first += [f"{base.spelled}(seed - {self.chance.randint(0, 9)})" for base, _, is_virtual in bases if not is_virtual]
        # A base that is also inherited virtually further up needs no second mention.
        initialisers = ", ".join(dict.fromkeys([*first, *self.initialisers]))
        attribute = self.chance.choice(["", "NOINLINE ", "__attribute__((always_inline)) "])
        text = f"{self.name}(int seed = {self.chance.randint(0, 9)}){' : ' + initialisers if initialisers else ''} {{ use(this); g_sink += seed; }}"
        self.sections.append(attribute + text)
        if self.chance.random() < 0.3:
            self.sections.append(f"{self.chance.choice(['', 'NOINLINE '])}{self.name}(const char *text, unsigned n) : {self.name}((int)n) {{ use(text); }}")
        if self.chance.random() < 0.35 and not any(b.virtuals for b, _, _ in bases):
            self.sections.append(f"{self.chance.choice(['', 'NOINLINE '])}~{self.name}() {{ use(this); g_sink--; }}")

    def functions(self, bases, inside):
        chance, found = self.chance, {}
        for base, _, _ in bases:
            for virtual in base.virtuals:
                found[virtual] = base.is_abstract
        out = []
        for name in found:
            if len(bases) > 1 or found[name] or chance.random() < 0.7:
                self.method(inside, name, "virtual ", (INT,))
            out.append((name, False))
        if bases and any(b.virtuals for b, _, _ in bases) and chance.random() < 0.4:
            self.sections.append(f"{chance.choice(['', 'virtual '])}~{self.name}() {chance.choice(['', 'override '])}{{ g_sink++; }}" if any("virtual ~" in s for s in self.sections) else "")
        if chance.random() < (0.35 if not found else 0.2):
            name = self.program.name("f")
            if chance.random() < 0.25:
                self.sections.append(f"virtual int {name}(int) = 0;")
                out.append((name, True))
            else:
                self.method(inside, name, "virtual ", (INT,))
                out.append((name, False))
        for _ in range(chance.randint(0, 3)):
            self.any_method(inside)
        return out

    def any_method(self, inside):
        chance, program = self.chance, self.program
        form = chance.choice(["", "", "", "const", "static ", "operator", "template", "overload"])
        parameters = tuple(program.parameter() for _ in range(chance.choice([0, 1, 1, 2, 3])))
        name = program.name("f")
        if form == "operator":
            name, parameters = chance.choice(OPERATORS)
            if any(m[0] == name for m in self.methods):
                return
            self.method(inside, name, "", parameters)
        elif form == "template":
            self.sections.append("template <typename T, int N = 2>")
            self.method(inside, name, "", (INT,), result="int", calls=lambda n: f"{n}<{chance.choice(['short', 'char', 'unsigned', 'double', 'const char *'])}{chance.choice(['', ', 3'])}>", extra="T t9 = T(); use(&t9); acc += N;")
        elif form == "overload":
            self.method(inside, name, "", (INT,))
            self.method(inside, name, "", (UNSIGNED, INT))
            self.method(inside, name, "", (Pointer(Alias("const char", BASES[0])),), is_const=True)
        else:
            self.method(inside, name, form if form == "static " else "", parameters, form == "const")

    def method(self, inside, name, storage, parameters, is_const=False, result="int", calls=None, extra=""):
        chance, program = self.chance, self.program
        named = [(program.name("p"), t) for t in parameters]
        body = MemberBody(program, program.functions[-4:], named, inside, storage == "static ", is_const)
        body.whole(extra)
        head = f"{name}({', '.join(t.declare(n) for n, t in named)}){' const' if is_const else ''}"
        result = "" if name == "operator int" else "int "
        text = "\n{\n" + "\n".join(body.out) + "\n}\n"
        attribute = chance.choice(["", "NOINLINE ", "NOINLINE "])
        if chance.random() < 0.5 and not calls:
            self.sections.append(f"{attribute}{storage}{result}{head};")
            self.behind.append(f"{result}{self.qualified}::{head}{text}")
        else:
            self.sections.append(f"{attribute}{storage}{result}{head}{text}")
        if is_const:
            self.constant.append((name, tuple(parameters)))
        if name != "operator int" and storage != "virtual ":
            self.methods.append((calls(name) if calls else name, Function(INT, tuple(parameters)), storage == "static "))
        elif storage == "virtual ":
            self.methods.append((name, Function(INT, tuple(parameters)), False))
