"""Random C++ programs: namespaces, enumerations, classes, templates, static data, functions."""
import c_functions
from c_program import BASES, Program
from cpp_classes import ClassMaker
from cpp_functions import CppBody, add_function
from cpp_templates import ALL
from cpp_types import Class, MemberPointer, Reference
from declarations import Alias, Array, Function, Pointer, Scalar, bare, initial

INT, UNSIGNED = BASES[5], BASES[6]
WIDE = [Scalar("wchar_t", "char", 32), Scalar("char16_t", "char", 16), Scalar("char32_t", "char", 32)]
HEAD = """// Made by generate.py: seed %d.
#include <stddef.h>
#define _Bool bool
#define NOINLINE __attribute__((noinline))
#ifdef __clang__
#define OUTLINED __attribute__((noinline)) mutable
#else
#define OUTLINED mutable __attribute__((noinline))
#endif
#define INLINE static inline __attribute__((always_inline))
"""


def is_constant(t):
    """A pointer that is const, or an array of such."""
    while isinstance(t, Array):
        t = bare(t.element)
    return isinstance(t, Pointer) and bool(t.qualifiers)


class CppProgram(Program):
    """One translation unit of C++."""

    def __init__(self, chance, seed):
        super().__init__(chance, seed, HEAD)
        self.classes, self.namespaces, self.opened, self.variables, self.aliases, self.arrays, self.takers = [], [], [], [], [], [], []

    def enter(self):
        """Opens a namespace, or none; what to write before the names inside."""
        roll = self.chance.random()
        if roll < 0.5:
            self.opened.append("")
            return ""
        if roll < 0.6:
            self.lines.append("namespace {")
            self.opened.append("}")
            return ""
        if roll < 0.8 and self.namespaces:
            path = self.chance.choice(self.namespaces)
            self.lines.append(f"namespace {path} {{")
            self.opened.append("}")
            return path + "::"
        outer = self.name("N")
        if roll < 0.9:
            self.lines.append(f"namespace {outer} {{")
            self.namespaces.append(outer)
            self.opened.append("}")
            return outer + "::"
        inner, is_inline = self.name("N"), self.chance.random() < 0.5
        self.lines.append(f"namespace {outer} {{ {'inline ' if is_inline else ''}namespace {inner} {{")
        self.opened.append("} }")
        if not is_inline:
            self.namespaces.append(f"{outer}::{inner}")
        return f"{outer}::{inner}::" if not is_inline or self.chance.random() < 0.5 else f"{outer}::"

    def leave(self):
        end = self.opened.pop()
        if end:
            self.lines.append(end)

    def scalar(self):
        if self.enums and self.chance.random() < 0.15:
            return self.chance.choice(self.enums)
        return self.chance.choice(WIDE if self.chance.random() < 0.08 else BASES)

    def whole(self):
        """Classes that can be made."""
        return [c for c in self.types if isinstance(c, Class)]

    def any_type(self, depth=0):
        if self.whole() and self.chance.random() < 0.3:
            return self.chance.choice(self.whole())
        return super().any_type(depth)

    def pointees(self, target, scope=()):
        found = super().pointees(target, scope)
        if target == Alias("void", None):
            constant = {f"&{n}" for n, t in [*self.globals, *scope] if is_constant(bare(t))}
            found = [f for f in found if f not in constant]
        return found

    def text(self):
        return Pointer(Alias("const char", BASES[0]))

    def parameter(self):
        roll = self.chance.random()
        if roll < 0.35:
            return self.chance.choice([INT, UNSIGNED])
        t = c_functions.as_parameter(self.any_type())
        if roll < 0.65:
            return t
        if roll < 0.8:
            return Reference(t)
        if roll < 0.92 and not isinstance(bare(t), (Pointer, Array)):
            return Reference(t, "const")
        return Reference(t, "", "&&")

    def enumeration(self):
        if self.chance.random() < 0.3:
            return super().enumeration()
        scope = self.enter()
        name, is_class = self.name("e"), self.chance.random() < 0.6
        base = self.chance.choice([("", 32)] * 2 + [(" : unsigned char", 8), (" : short", 16), (" : unsigned", 32), (" : long long", 64), (" : bool", 1) if is_class else (" : signed char", 8)])
        low, top = self.chance.choice([0, 1, 3]), (2 if base[1] == 1 else 120)
        values = [(f"{name.upper()}_{'ABCDEFG'[i]}", v) for i, v in enumerate(sorted({min(low + i * self.chance.choice([1, 1, 5]), top - 1) for i in range(self.chance.randint(4, 6))}))]
        self.lines.append(f"enum {'class ' if is_class else ''}{name}{base[0]} {{ {', '.join(f'{n} = {v}' for n, v in values)} }};")
        self.leave()
        prefix = f"{scope}{name}::" if is_class or self.chance.random() < 0.5 else scope
        if len(values) > 1:
            self.enums.append(Scalar(scope + name, "enum", 8, tuple((prefix + n, v) for n, v in values)))

    def a_class(self):
        scope = self.enter()
        made, behind = ClassMaker(self, self.chance.choice(["class", "struct"]), self.name("C"), scope).make()
        self.leave()
        self.lines += behind
        self.classes.append(made)
        if not made.is_abstract:
            self.types.append(made)

    def template(self):
        scope = self.enter()
        made = list(self.chance.choice(ALL)(self, scope))
        self.leave()
        self.types += made
        self.classes += [c for c in made if c.methods and "<" not in c.spelled or self.chance.random() < 0.2 and c.members]

    def variable(self):
        scope = self.enter()
        name, t = self.name("g"), self.any_type()
        storage = self.chance.choice(["", "static ", "inline "] + (["volatile ", "static const "] if not isinstance(bare(t), (Pointer, Array)) else []))
        self.lines.append(f"{storage}{t.declare(name)} = {initial(self.chance, t, self.pointees, is_static=True)};")
        self.lines.append(f"extern const volatile void *const k_{name} = &{name};")
        self.leave()
        if "const" not in storage and "volatile" not in storage:
            self.globals.append((scope + name, t))

    def odd_variables(self):
        """References, pointers to members, pointers to bases, constants without storage, alias templates."""
        for target, t in list(self.globals)[:4]:
            if self.chance.random() < 0.5:
                self.lines.append(f"{Reference(t).declare(name := self.name('g'))} = {target};\nextern const volatile void *const k_{name} = &{name};")
        for c in self.classes:
            members = [m for m in c.own if m.width < 0 and not m.attribute]
            if members and self.chance.random() < 0.6:
                m = self.chance.choice(members)
                self.lines.append(f"auto {self.name('g')} = &{c.spelled}::{m.name};")
            for base, access, _ in c.bases:
                objects = [n for n, t in self.globals if t is c]
                if objects and access in ("public", "struct") and [b for b, _ in c.ancestors()].count(base) == 1:
                    self.lines.append(f"{base.spelled} *{self.name('g')} = &{objects[0]};\n{base.spelled} &{self.name('g')} = {objects[0]};")
        for name, t in self.variables:
            self.lines.append(f"extern const volatile void *const k_{self.name('g')} = &{name};")
        for alias in self.aliases:
            self.lines.append(f"{alias} {self.name('g')} = {{}};")
        self.lines.append(f"constexpr int {self.name('g')} = {self.chance.randint(-9, 99)};")


def add_user(program):
    """A function that calls what takes arrays and closures."""
    out = ["NOINLINE int user(int p1)", "{", "    int v1[3] = {p1, 2, 3};", "    unsigned acc = 0;"]
    for f in program.arrays:
        out.append(f"    acc += (unsigned){f}(v1);")
    for f in program.takers:
        out.append(f"    acc += (unsigned){f}([v1, &acc](auto p2) {{ acc++; use(&v1); return (int)p2 + v1[1]; }});")
    program.lines.append("\n".join([*out, "    use(v1);", "    return (int)acc;", "}"]))
    program.functions.append(("user", Function(INT, (INT,))))


def make(chance, seed):
    program = CppProgram(chance, seed)
    program.lines += ['extern "C" {', c_functions.USE, "}", "NOINLINE int leaf(int x) { int y = x * 3; use(&y); return y + 1; }\nNOINLINE int other(int x, unsigned z) { return x + (int)z; }\n"]
    program.functions = [("leaf", Function(INT, (INT,))), ("other", Function(INT, (INT, UNSIGNED)))]
    for _ in range(chance.randint(1, 3)):
        program.enumeration()
    for _ in range(chance.randint(1, 3)):
        program.typedef() if chance.random() < 0.3 else program.record()
    for _ in range(3):
        program.variable()
    for _ in range(chance.randint(3, 7)):
        program.template() if chance.random() < 0.35 else program.a_class()
    for _ in range(chance.randint(3, 8)):
        program.variable()
    program.odd_variables()
    add_user(program)
    functions = list(program.functions)
    for i in range(chance.randint(3, 6)):
        functions.append(add_function(program, functions[-6:], f"f{i}"))
    body = CppBody(program, functions[-5:], [])
    for _ in range(4):
        body.call(2)
    program.lines.append('extern "C" void SVC_Handler(void)\n{\n    unsigned held = g_sink;\n    use(&held);\n    g_sink = held + 1;\n}\n')
    program.lines.append("extern \"C\" int main()\n{\n    for (unsigned round = 0; ; round++) {\n        unsigned acc = round;\n" + "\n".join(body.out) + "\n        done(acc);\n        g_rounds = round;\n    }\n}\n")
    return "\n".join(program.lines)
