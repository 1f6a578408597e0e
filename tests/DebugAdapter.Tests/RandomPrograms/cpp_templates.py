"""Templates of random C++ programs: a few forms with random parts, and the instances that the program uses."""
from c_program import BASES
from cpp_types import Class, Reference
from declarations import Array, Function, Member, Pointer, number

INT, UNSIGNED = BASES[5], BASES[6]


def spell(t):
    return t.declare("")


def instance(keyword, name, members, methods=(), constant=()):
    return Class(keyword, name, tuple(members), "", name, f"{name}(%d)", methods=tuple(methods), constant=tuple(constant))


def array_of(program, scope):
    """A type and a number, with a default."""
    chance, name, m, n, b, f = program.chance, program.name("T"), program.name("m"), program.name("m"), program.name("b"), program.name("f")
    program.lines.append(f"""template <typename T, int N = 3> {(keyword := chance.choice(['struct', 'class']))} {name} {{
public:
    T {m}[N];
    int {b} : 5;
    static constexpr int {n} = N * 2;
    struct Inner {{ T {m}i; unsigned {b}i : 3; }} {n}i;
    {name}(int seed = 1) : {m}{{(T)seed}}, {b}(seed & 7), {n}i{{(T)(seed + 1), 2u}} {{ use(this); }}
    NOINLINE int {f}(T p9) const {{ int p10 = N; T v9 = p9; use(&v9); return (int)v9 + p10 + {b} + (int){m}[0]; }}
    template <typename U> NOINLINE U {f}t(U p9) {{ U v9 = p9; use(&v9); use(this); return v9; }}
}};""")
    for _ in range(chance.randint(1, 3)):
        t, count = chance.choice(BASES[2:14]), chance.randint(1, 4)
        spelled = f"{scope}{name}<{spell(t)}{'' if count == 3 else f', {count}'}>"
        yield instance(keyword, spelled, [Member(m, Array(t, count))], [(f, Function(INT, (t,)), False), (f"{f}t<short>", Function(INT, (BASES[3],)), False)], [(f, (t,))])


def special(program, scope):
    """Explicit and partial specialisations."""
    chance, name, m, f = program.chance, program.name("T"), program.name("m"), program.name("f")
    program.lines.append(f"""template <typename T> struct {name} {{ T {m}; {name}(int seed = 1) : {m}((T)seed) {{ }} NOINLINE int {f}(int p9) {{ use(this); return p9 + 1; }} }};
template <typename T> struct {name}<T *> {{ T *{m}p; int {m}; {name}(int seed = 1) : {m}p(), {m}(seed) {{ }} NOINLINE int {f}(int p9) {{ use(this); return p9 + 2; }} }};
template <> struct {name}<char> {{ char {m}[4]; {name}(int seed = 1) : {m}{{(char)('a' + seed % 26), 'b'}} {{ }} NOINLINE int {f}(int p9) {{ use(this); return p9 + 3; }} }};""")
    method = [(f, Function(INT, (INT,)), False)]
    yield instance("struct", f"{scope}{name}<char>", [Member(m, Array(BASES[0], 4))], method)
    t = chance.choice(BASES[2:12])
    yield instance("struct", f"{scope}{name}<{spell(t)} *>", [Member(m, INT)], method)
    yield instance("struct", f"{scope}{name}<{chance.choice(['const ', 'volatile ', ''])}{spell(t)}>", [], method)
    if program.classes and not (owner := chance.choice(program.classes)).is_abstract:
        yield instance("struct", f"{scope}{name}<{owner.spelled} *>", [Member(m, INT)], method)


def pack(program, scope):
    """Packs of types and numbers, and a base for each."""
    chance, name, m, f = program.chance, program.name("T"), program.name("m"), program.name("f")
    program.lines.append(f"""template <int I, typename T> struct {name}l {{ T {m}; {name}l(int seed = 1) : {m}((T)(seed + I)) {{ }} }};
template <typename... A> struct {name};
template <> struct {name}<> {{ {name}(int = 1) {{ }} }};
template <typename H, typename... A> struct {name}<H, A...> : {name}l<sizeof...(A), H>, {name}<A...> {{
    {name}(int seed = 1) : {name}l<sizeof...(A), H>(seed), {name}<A...>(seed + 1) {{ }}
    NOINLINE int {f}(H p9, A... p10) {{ use(this); use(&p9); return (int)p9 + (0 + ... + (int)p10); }}
}};
template <unsigned... N> struct {name}n {{ unsigned {m}[sizeof...(N) + 1] = {{N..., 0}}; {name}n(int = 1) {{ }} }};""")
    for _ in range(chance.randint(1, 2)):
        types = [chance.choice(BASES[2:14]) for _ in range(chance.randint(1, 3))]
        yield instance("struct", f"{scope}{name}<{', '.join(map(spell, types))}>", [], [(f, Function(INT, tuple(types)), False)])
    yield instance("struct", f"{scope}{name}n<{', '.join(str(chance.randint(0, 99)) for _ in range(chance.randint(1, 3)))}>", [])


def constants(program, scope):
    """Arguments that are values: enumerators, characters, bools, addresses, pointers to members, negative numbers, auto."""
    chance, name, m, f = program.chance, program.name("T"), program.name("m"), program.name("f")
    kind, value = chance.choice([("int", "-5"), ("char", "'x'"), ("char", "'\\n'"), ("bool", "true"), ("unsigned", "7"), ("long long", "-5000000000"), ("unsigned long", "7"), ("short", "-1"), ("auto", "42"),
                                 ("auto", "'c'"), ("auto", "7u"), ("auto", "nullptr"), ("int (*)(int)", "leaf"), ("int (&)(int)", "leaf"), ("unsigned char", "200"), ("signed char", "-3"), ("wchar_t", "L'w'"),
                                 ("volatile unsigned *", "&g_sink"), ("volatile unsigned &", "g_sink"), ("decltype(nullptr)", "nullptr"), *[(e.spelling, f"{e.values[1][0]}") for e in program.enums]])
    declared = kind.replace("(*)", "(*V)").replace("(&)", "(&V)") if "(" in kind and "decltype" not in kind else f"{kind} V"
    program.lines.append(f"""template <{declared}> struct {name} {{ int {m}; static constexpr auto {m}k = sizeof({m}); {name}(int seed = 1) : {m}(seed) {{ }} NOINLINE int {f}(int p9) {{ use(this); return p9 + {m}; }} }};
template <int I> int {name}v = I * 3;
template <template <typename> class H, typename T> struct {name}t {{ H<T> {m}; int {m}n; {name}t(int seed = 1) : {m}(), {m}n(seed) {{ }} }};
template <typename T> struct {name}b {{ T {m}; }};
template <typename T> using {name}a = {name}b<T *>;""")
    yield instance("struct", f"{scope}{name}<{value}>", [Member(m, INT)], [(f, Function(INT, (INT,)), False)])
    yield instance("struct", f"{scope}{name}t<{scope}{name}b, {spell(chance.choice(BASES[:14]))}>", [Member(m + "n", INT)])
    program.variables.append((f"{scope}{name}v<{chance.choice([2, -7])}>", INT))
    program.aliases.append(f"{scope}{name}a<{spell(chance.choice(BASES[:14]))}>")


def curious(program, scope):
    """The base knows the class that derives from it."""
    name, m, f = program.name("T"), program.name("m"), program.name("f")
    program.lines.append(f"""template <typename D> struct {name} {{ int {m}; {name}(int seed = 1) : {m}(seed) {{ }} NOINLINE int {f}(int p9) {{ D *v9 = static_cast<D *>(this); use(&v9); return p9 + v9->{m}d; }} }};
struct {name}d : {name}<{name}d> {{ short {m}d; {name}d(int seed = 1) : {name}<{name}d>(seed), {m}d((short)(seed * 2)) {{ }} }};""")
    yield Class("struct", f"{name}d", (Member(m, INT), Member(m + "d", BASES[3])), "", f"{scope}{name}d", f"{scope}{name}d(%d)", methods=((f, Function(INT, (INT,)), False),))


def functions(program, scope):
    """Function templates; their calls."""
    name = program.name("f")
    program.lines.append(f"""template <typename T> NOINLINE int {name}(T p9) {{ T v9 = p9; use(&v9); return (int)v9; }}
template <typename T, int N> NOINLINE int {name}a(const T (&p9)[N]) {{ unsigned acc = N; for (auto &v9 : p9) {{ acc += (unsigned)v9; use(&v9); }} return (int)acc; }}
template <typename... A> NOINLINE int {name}p(A... p9) {{ unsigned acc = sizeof...(p9); ((acc += (unsigned)p9), ...); use(&acc); return (int)acc; }}
template <int N> NOINLINE int {name}r(int p9) {{ if constexpr (N > 0) {{ int v9 = p9 + N; use(&v9); return {name}r<N - 1>(v9) + 1; }} else return p9; }}
template <typename T> INLINE auto {name}i(T &&p9) -> int {{ T v9 = p9; use(&v9); return (int)v9; }}
template <typename F> NOINLINE int {name}f(F p9) {{ use(&p9); return p9(3); }}""")
    t = program.chance.choice(BASES[2:12])
    program.functions += [(f"{scope}{name}", Function(INT, (t,))), (f"{scope}{name}<{spell(t)}>", Function(INT, (t,))), (f"{scope}{name}p", Function(INT, (t, UNSIGNED, BASES[0]))),
                          (f"{scope}{name}r<{program.chance.randint(1, 3)}>", Function(INT, (INT,))), (f"{scope}{name}i<{spell(t)}>", Function(INT, (Reference(t, "", "&&"),)))]
    program.arrays.append(f"{scope}{name}a")
    program.takers.append(f"{scope}{name}f")
    return []


ALL = [array_of, special, pack, constants, curious, functions]
