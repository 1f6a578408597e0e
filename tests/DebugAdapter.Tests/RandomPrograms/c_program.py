"""Random C programs: types, static data, functions that call each other, an exception on the way."""
from declarations import Alias, Array, Function, Member, Pointer, Record, Scalar, bare, initial, scalars

BASES = [Scalar("char", "char", 8), Scalar("signed char", "char", 7), Scalar("unsigned char", "char", 8), Scalar("short", "int", 16), Scalar("unsigned short", "uint", 16),
         Scalar("int", "int", 32), Scalar("unsigned int", "uint", 32), Scalar("long", "int", 32), Scalar("unsigned long", "uint", 32), Scalar("long long", "int", 64),
         Scalar("unsigned long long", "uint", 64), Scalar("_Bool", "bool", 1), Scalar("float", "float", 32), Scalar("double", "float", 64), Scalar("long double", "float", 64)]
C_ONLY = [Scalar("float _Complex", "complex", 64), Scalar("double _Complex", "complex", 128), Scalar("_Float16", "float", 16),
          Scalar("wchar_t", "char", 32), Scalar("char16_t", "char", 16), Scalar("char32_t", "char", 32)]
HEAD = """/* Made by generate.py: seed %d. */
#include <stddef.h>
typedef __CHAR16_TYPE__ char16_t;
typedef __CHAR32_TYPE__ char32_t;
#define NOINLINE __attribute__((noinline))
#define INLINE static inline __attribute__((always_inline))
"""


class Program:
    """One translation unit; `chance` decides everything."""

    def __init__(self, chance, seed, head=HEAD):
        self.chance, self.count = chance, 0
        self.lines, self.types, self.enums, self.globals, self.functions = [head % seed], [], [], [], []

    def name(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    def scalar(self):
        if self.enums and self.chance.random() < 0.15:
            return self.chance.choice(self.enums)
        return self.chance.choice(C_ONLY if self.chance.random() < 0.12 else BASES)

    def any_type(self, depth=0):
        roll = self.chance.random()
        if roll < 0.40 or depth > 2:
            return self.scalar()
        if roll < 0.55:
            return Array(self.any_type(depth + 1), self.chance.randint(1, 4))
        if roll < 0.70:
            return self.pointer()
        return self.chance.choice(self.types) if self.types else self.scalar()

    def pointer(self):
        roll = self.chance.random()
        if roll < 0.15:
            return Pointer(Function(BASES[5], (BASES[5], BASES[6])[:self.chance.randint(1, 2)]))
        if roll < 0.25:
            return Pointer(Alias("void", None))
        if roll < 0.35:
            return Pointer(Array(BASES[5], 3))
        if roll < 0.5:
            return Pointer(Alias("const char", BASES[0]))
        if roll < 0.6:
            return Pointer(Pointer(BASES[self.chance.randint(3, 8)]), self.chance.choice(["", "const"]))
        if roll < 0.75 and self.types:
            return Pointer(self.chance.choice(self.types))
        return Pointer(self.chance.choice(BASES[2:9]))

    def enumeration(self):
        name, value, values = self.name("e"), self.chance.choice([0, 1, -3, 100]), []
        flags = self.chance.random() < 0.4
        # Few values from 0 or 1 on: flags to gdb, states to us.
        for i in range(self.chance.randint(4, 6)):
            values.append((f"{name.upper()}_{'ABCDEFG'[i]}", (1 << (i + (self.chance.random() < 0.2))) if flags else value))
            value += self.chance.choice([1, 1, 1, 5, 1000])
        self.lines.append(f"enum {name} {{ {', '.join(f'{n} = {v}' for n, v in values)} }};")
        self.enums.append(Scalar(f"enum {name}", "enum", 8, tuple(values)))

    def typedef(self):
        name, target = self.name("t"), self.any_type(1)
        if target in BASES[1:3]:
            target = BASES[3]  # a typedef of a signed or unsigned char is a number to us
        self.lines.append(f"typedef {target.declare(name)};")
        self.types.append(Alias(name, target))

    def record(self, depth=0):
        keyword = "union" if self.chance.random() < 0.25 else "struct"
        members = []
        for _ in range(self.chance.randint(1, 7)):
            members.extend(self.member(depth, keyword))
        if not any(m.name for m in members):
            members.append(Member(self.name("m"), BASES[5]))
        attribute = self.chance.choice([""] * 6 + ["__attribute__((packed)) ", "__attribute__((aligned(16))) ", "__attribute__((packed, aligned(2))) "])
        if depth:
            return Record(keyword, "", tuple(members), "")
        tag = self.name("s")
        record = Record(keyword, tag, tuple(members), attribute, f"{keyword} {tag}")
        self.lines.append(record.body() + ";")
        self.types.append(record)
        return record

    def member(self, depth, keyword):
        roll = self.chance.random()
        if roll < 0.35:
            return self.bitfields(keyword)
        if roll < 0.45 and depth < 2:
            return [Member(self.name("m") if self.chance.random() < 0.3 else "", self.record(depth + 1))]
        attribute = " __attribute__((aligned(8)))" if self.chance.random() < 0.05 else ""
        return [Member(self.name("m"), self.any_type(depth + 1), -1, attribute)]

    def bitfields(self, keyword):
        fields = []
        for _ in range(self.chance.randint(1, 4)):
            roll = self.chance.random()
            base = self.chance.choice([b for b in BASES if b.kind in ("int", "uint", "bool")] + [BASES[2]])
            if roll < 0.1 and keyword == "struct" and fields:
                fields.append(Member("", BASES[6], self.chance.choice([0, 3, 7])))
            elif roll < 0.2 and self.enums:
                fields.append(Member(self.name("b"), self.chance.choice(self.enums), 8))
            else:
                fields.append(Member(self.name("b"), Scalar(base.spelling, "uint" if base.kind == "char" else base.kind, base.bits), self.chance.randint(1, base.bits)))
        return fields

    def pointees(self, target, scope=()):
        plain = bare(target)
        if isinstance(plain, Function):
            return [name for name, function in self.functions if function == plain]
        if isinstance(target, Alias) and target.spelling == "const char":
            return ['"text"', '""', '"a\\tb\\303\\244\\377"']
        found = []
        for name, t in [*self.globals, *scope]:
            if t == target or (target == Alias("void", None) and not isinstance(bare(t), Function)):
                found.append(f"&{name}")
            if isinstance(t, Array) and t.element == target:
                found.append(f"&{name}[{t.count - 1}]")
        return found

    def variable(self):
        name, t = self.name("g"), self.any_type()
        storage = self.chance.choice(["", "", "static ", "volatile ", "static const "])
        if isinstance(bare(t), Scalar) and bare(t).kind in ("int", "uint") and self.chance.random() < 0.1:
            storage = "_Atomic "
        self.lines.append(f"{storage}{t.declare(name)} = {initial(self.chance, t, self.pointees, is_static=True)};")
        if "const" not in storage and "volatile" not in storage and "_Atomic" not in storage:
            self.globals.append((name, t))
        self.lines.append(f"const volatile void *const k_{name} = &{name};")

    def flexible(self):
        tag, name = self.name("s"), self.name("g")
        element = self.chance.choice(BASES[:7])
        values = ", ".join(str(self.chance.randrange(100)) for _ in range(3))
        self.lines.append(f"struct {tag} {{ unsigned char n; {element.spelling} tail[]; }};\nstruct {tag} {name} = {{ 3, {{ {values} }} }};")
        self.lines.append(f"const volatile void *const k_{name} = &{name};")
