"""Types of random programs: how C declares them, values to start with, and the scalars inside."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Scalar:
    """A built-in type, a typedef of one, or an enumeration. `kind`: int, uint, bool, char, float, complex, enum."""
    spelling: str
    kind: str
    bits: int
    values: tuple = ()

    def declare(self, inner):
        return f"{self.spelling} {inner}".rstrip()


@dataclasses.dataclass(frozen=True)
class Pointer:
    target: object
    qualifiers: str = ""

    def declare(self, inner):
        inner = f"*{self.qualifiers}{' ' if self.qualifiers and inner else ''}{inner}"
        return self.target.declare(f"({inner})" if isinstance(self.target, (Array, Function)) else inner)


@dataclasses.dataclass(frozen=True)
class Array:
    element: object
    count: int

    def declare(self, inner):
        return self.element.declare(f"{inner}[{self.count}]")


@dataclasses.dataclass(frozen=True)
class Function:
    result: object
    parameters: tuple

    def declare(self, inner):
        return self.result.declare(f"{inner}({', '.join(p.declare('') for p in self.parameters) or 'void'})")


@dataclasses.dataclass(frozen=True)
class Member:
    name: str  # empty: an anonymous structure, or bits without a name
    type: object
    width: int = -1
    attribute: str = ""


@dataclasses.dataclass(frozen=True)
class Record:
    """A structure or union; an `anonymous` one has no tag and is spelled out where it is used."""
    keyword: str
    tag: str
    members: tuple
    attribute: str = ""
    spelled: str = ""
    start: str = ""  # an expression with %d that makes one; empty: a list of its members does

    def declare(self, inner):
        return f"{self.spelled or self.body()} {inner}".rstrip()

    def body(self):
        lines = []
        for m in self.members:
            width = f" : {m.width}" if m.width >= 0 else ""
            lines.append(f"{m.type.declare(m.name)}{width}{m.attribute};")
        return f"{self.keyword} {self.attribute}{self.tag} {{ {' '.join(lines)} }}"


@dataclasses.dataclass(frozen=True)
class Alias:
    """A typedef, or a type with const or volatile before it."""
    spelling: str
    target: object

    def declare(self, inner):
        return f"{self.spelling} {inner}".rstrip()


def bare(t):
    while isinstance(t, Alias):
        t = t.target
    return t


def number(chance, t, width=-1):
    """A constant that fits."""
    bits = t.bits if width < 0 else width
    if t.kind == "bool":
        return chance.choice(["0", "1"])
    if t.kind == "enum":
        fitting = [name for name, value in t.values if width < 0 or -(1 << (width - 1)) <= value < (1 << (width - 1))]
        return chance.choice(fitting) if fitting else f"({t.spelling})0"
    if t.kind in ("float", "complex"):
        text = chance.choice(["0.0", "-0.0", "1.5", "-2.25", "0.1", "1e10", "3.25e-5", "65504.0", "123456.789", "1.0/3.0", "__builtin_inf()", "__builtin_nan(\"\")", "-1e-7"])
        if t.bits == 16 and text in ("1e10", "123456.789"):
            text = "0.333"
        return f"{text} + 2.5i" if t.kind == "complex" and "nan" not in text and "inf" not in text else text
    if t.kind == "char":
        return str(chance.choice([0, 7, 10, 27, 34, 39, 65, 92, 97, 122, 126]) if chance.random() < 0.8 or bits == 7 else chance.choice([127, 128, 163, 228, 255]))
    top = 1 << bits
    value = chance.choice([0, 1, 2, top // 2 - 1, top // 2, top - 1, chance.randrange(top), chance.randrange(min(top, 200))])
    if t.kind == "int" and value >= top // 2:
        value -= top
    if value == -(1 << 63):
        return "(-9223372036854775807LL - 1)"
    return f"{value}{'u' if t.kind == 'uint' else ''}{'LL' if abs(value) >= 1 << 31 else ''}"


def initial(chance, t, pointees, width=-1, is_static=False):
    """An initialiser; pointers take the addresses that `pointees` offers for their target."""
    plain = bare(t)
    if isinstance(plain, Scalar):
        return number(chance, plain, width)
    if isinstance(plain, Pointer):
        offers = pointees(plain.target)
        return chance.choice(offers) if offers and chance.random() < 0.85 else "0"
    if isinstance(plain, Array):
        element = bare(plain.element)
        if isinstance(element, Scalar) and element.kind == "char" and element.bits == 8 and chance.random() < 0.6:
            return text(chance, plain.count)
        count = plain.count if chance.random() < 0.7 else chance.randint(1, plain.count)
        return "{%s}" % ", ".join(initial(chance, plain.element, pointees, is_static=is_static) for _ in range(count))
    if plain.start:
        return plain.start % chance.randint(0, 99)
    members = [m for m in plain.members if m.name or isinstance(bare(m.type), Record)]
    if plain.keyword == "union":
        members = members[:1]
    parts = []
    for m in members:
        value = initial(chance, m.type, pointees, m.width, is_static)
        parts.append(value)
    return "{%s}" % ", ".join(parts)


def text(chance, limit):
    length = chance.randint(0, limit - 1)
    return '"%s"' % "".join(chance.choice(["a", "B", "7", " ", "%", "\\n", "\\t", "\\\"", "\\\\", "\\001", "\\377", "\\303"]) for _ in range(length))


def scalars(t, path):
    """The scalars inside an object as (expression, type, width); what is behind pointers is left out."""
    plain = bare(t)
    if isinstance(plain, Scalar):
        yield path, plain
    elif isinstance(plain, Array):
        for i in sorted({0, plain.count - 1}):
            yield from scalars(plain.element, f"{path}[{i}]")
    elif isinstance(plain, Record):
        for m in plain.members:
            if m.name or isinstance(bare(m.type), Record):
                yield from scalars(m.type, f"{path}.{m.name}" if m.name else path)
