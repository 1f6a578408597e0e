"""The functions of random C programs."""
from c_program import BASES, Program
from declarations import Array, Function, Pointer, Record, Scalar, bare, initial, number, scalars

INT, UNSIGNED = BASES[5], BASES[6]
USE = """
volatile unsigned g_sink;
volatile int g_rounds;
NOINLINE void use(const volatile void *p) { g_sink += (unsigned)(__SIZE_TYPE__)p & 1u; __asm volatile("" ::: "memory"); }
NOINLINE void done(unsigned round) { g_sink += round; }
"""


class Body:
    """Statements of one function, with the variables that are in scope."""

    def __init__(self, program, callees, parameters):
        self.program, self.chance, self.callees = program, program.chance, callees
        self.scope, self.names, self.out = list(parameters), [n for n, _ in parameters], []
        self.declared = set()  # in the innermost block

    def emit(self, depth, text):
        self.out.append("    " * depth + text)

    def local(self, depth):
        t = self.program.any_type()
        # Names come back in inner blocks.
        hidden = [n for n in self.names if n not in self.declared] if depth > 1 and self.chance.random() < 0.3 else []
        name = self.chance.choice(hidden) if hidden else self.program.name("v")
        self.declared.add(name)
        self.scope = [(n, o) for n, o in self.scope if n != name]
        storage = self.storage(t)
        if hidden and storage == "static ":
            storage = ""  # LLVM forgets the block of a static variable: it would stand beside what it hides
        is_static = storage == "static "
        others = [] if is_static else list(self.scope)
        value = initial(self.chance, t, lambda target: self.program.pointees(target, others), is_static=is_static)
        if isinstance(bare(t), Scalar) and bare(t).kind in ("int", "uint") and not is_static and self.chance.random() < 0.7:
            value = f"({t.declare('')})({self.value()} * {self.chance.randint(1, 99)}u)"
        self.emit(depth, f"{storage}{t.declare(name)} = {value};")
        if storage in ("", "static "):
            self.scope.append((name, t))
            self.names.append(name)
        if self.chance.random() < 0.5 or storage in ("volatile ", "const "):
            self.emit(depth, f"use(&{name});")

    def storage(self, t):
        return self.chance.choice([""] * 7 + ["static ", "volatile ", "const "])

    def value(self):
        """An unsigned expression of what is in scope."""
        found = [(path, t) for name, o in self.scope for path, t in scalars(o, name)]
        if not found:
            return "acc"
        path, t = self.chance.choice(found)
        if t.kind in ("float", "complex"):
            return f"(unsigned)({path} == {number(self.chance, Scalar('', 'float', 32))})"
        return f"(unsigned){path}"

    def change(self, depth):
        found = [(path, t) for name, o in self.scope for path, t in scalars(o, name) if t.kind in ("int", "uint", "float", "bool")]
        if not found:
            return
        path, t = self.chance.choice(found)
        if t.kind == "float":
            self.emit(depth, f"{path} = {path} * 0.5 + 1;" if self.chance.random() < 0.5 else f"{path} = acc & 0xff;")
        else:
            self.emit(depth, f"{path} = {self.value()} & {self.chance.choice(['1u', '0x7fu'])};")

    def call(self, depth):
        if not self.callees:
            return
        name, function = self.chance.choice(self.callees)
        arguments = []
        for p in function.parameters:
            plain = bare(p)
            named = [n for n, t in [*self.scope, *self.program.globals] if t == p]
            if isinstance(plain, Scalar) and plain.kind not in ("complex", "float", "enum"):
                arguments.append(f"({plain.spelling})({self.value()})")
            elif named:
                arguments.append(self.chance.choice(named))
            elif isinstance(plain, Record):
                arguments.append(f"({plain.spelled}){initial(self.chance, plain, self.program.pointees)}")
            else:
                arguments.append(initial(self.chance, p, lambda t: self.program.pointees(t, self.scope)))
        result = f"{name}({', '.join(arguments)})"
        self.emit(depth, f"acc += (unsigned){result};" if self.chance.random() < 0.7 else f"{{ unsigned held = acc ^ {self.value()}; acc = held + (unsigned){result} + held; }}")

    def statements(self, depth, count):
        for _ in range(count):
            roll, scope = self.chance.random(), self.scope
            if roll < 0.45:
                self.local(depth)
            elif roll < 0.6:
                self.emit(depth, f"acc = (acc << 1) + {self.value()};")
            elif roll < 0.68:
                self.change(depth)
            elif roll < 0.78:
                self.call(depth)
            elif depth < 4:
                declared, self.declared = self.declared, set()
                self.block(depth)
                self.scope, self.declared = scope, declared

    def block(self, depth):
        roll = self.chance.random()
        if roll < 0.3:
            self.emit(depth, f"for (int {(i := self.program.name('i'))} = 0; {i} < {self.chance.randint(1, 4)}; {i}++) {{")
            self.emit(depth + 1, f"acc += {i};")
        elif roll < 0.6:
            self.emit(depth, f"if (({self.value()} & 3u) != {self.chance.randint(0, 3)}u) {{")
        elif roll < 0.75:
            length, name = self.program.name("n"), self.program.name("vla")
            element = self.chance.choice(BASES[2:9])
            self.emit(depth, f"{{ unsigned {length} = (acc & 3u) + 1u; {element.spelling} {name}[{length}];")
            self.emit(depth + 1, f"for (unsigned i = 0; i < {length}; i++) {name}[i] = (unsigned char)(acc + i);")
            self.emit(depth + 1, f"use({name});")
        elif roll < 0.82:
            name = self.program.name("room")
            self.emit(depth, f"{{ unsigned char *{name} = (unsigned char *)__builtin_alloca((acc & 7u) + 1u); {name}[0] = (unsigned char)acc; use({name});")
        else:
            self.emit(depth, "{")
        self.statements(depth + 1, self.chance.randint(1, 4))
        self.emit(depth, "}")


def add_function(program, callees, name):
    chance = program.chance
    count = chance.choice([0, 1, 2, 2, 3, 4, 6])
    parameters = [(program.name("p"), chance.choice([INT, UNSIGNED]) if chance.random() < 0.4 else as_parameter(program.any_type())) for _ in range(count)]
    if chance.random() < 0.3:
        parameters = [(program.name("p"), t) for t in (INT, UNSIGNED)[:chance.randint(1, 2)]]
    result = INT
    body = Body(program, callees, parameters)
    body.emit(1, f"unsigned acc = {chance.randint(0, 9)}u{''.join(f' + (unsigned){n}' for n, t in parameters if t in (INT, UNSIGNED))};")
    if chance.random() < 0.15:
        body.emit(1, '__asm volatile("svc 0");')
    body.statements(1, chance.randint(3, 9))
    last = chance.random()
    function = Function(result, tuple(t for _, t in parameters))
    if last < 0.2 and callees and (tail := [n for n, f in callees if f == Function(INT, (INT,))]):
        body.emit(1, f"return {chance.choice(tail)}((int)acc);")  # a tail call where optimised
    elif last < 0.3 and function == Function(INT, (INT,)):
        body.emit(1, f"return {parameters[0][0]} > 0 && {parameters[0][0]} < 4 ? {name}({parameters[0][0]} - 1) + (int)acc : (int)acc;")
    else:
        body.emit(1, "return (int)acc;")
    attribute = chance.choice(["NOINLINE ", "NOINLINE ", "NOINLINE static ", "INLINE ", "static ", ""])
    if name in "\n".join(body.out):
        attribute = "NOINLINE "
    declared = ", ".join(t.declare(n) for n, t in parameters) or "void"
    program.lines.append(f"{attribute}int {name}({declared})\n{{\n" + "\n".join(body.out) + "\n}\n")
    return name, function


def as_parameter(t):
    """What an array becomes as a parameter."""
    return Pointer(bare(t).element) if isinstance(bare(t), Array) else t


def finish(program, functions):
    """The start, the handler of SVC, and the loop that calls the last functions."""
    body = Body(program, functions[-4:], [])
    for _ in range(3):
        body.call(2)
    program.lines.append("void SVC_Handler(void)\n{\n    unsigned held = g_sink;\n    use(&held);\n    g_sink = held + 1;\n}\n")
    program.lines.append("int main(void)\n{\n    for (unsigned round = 0; ; round++) {\n        unsigned acc = round;\n" + "\n".join(body.out) +
                         "\n        done(acc);\n        g_rounds = round;\n    }\n}\n")


def make(chance, seed):
    program = Program(chance, seed)
    for _ in range(chance.randint(1, 3)):
        program.enumeration()
    for _ in range(chance.randint(3, 8)):
        program.typedef() if chance.random() < 0.3 else program.record()
    program.lines.append(USE)
    program.lines.append("NOINLINE int leaf(int x) { int y = x * 3; use(&y); return y + 1; }\nNOINLINE int other(int x, unsigned z) { return x + (int)z; }\n")
    program.functions = [("leaf", Function(INT, (INT,))), ("other", Function(INT, (INT, UNSIGNED)))]
    for _ in range(chance.randint(4, 10)):
        program.variable()
    if chance.random() < 0.4:
        program.flexible()
    functions = list(program.functions)
    for i in range(chance.randint(3, 7)):
        functions.append(add_function(program, functions[-4:], f"f{i}"))
    finish(program, functions)
    return "\n".join(program.lines)
