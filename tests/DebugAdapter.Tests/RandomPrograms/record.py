# Runs inside gdb: starts each program of FOLDER on QEMU, stops at random instructions and writes NAME.json: what gdb says of stack, variables, types, expressions, and assignments.
#   FOLDER=... SEED=1 STOPS=6 NAMES="p0-... p1-..." gdb-multiarch -nx -batch -x record.py
import json, os, random, re, struct, sys
import gdb

sys.path.insert(0, os.environ["HERE"])
import cpp_questions, questions

FOLDER, STOPS = os.environ["FOLDER"], int(os.environ.get("STOPS", "6"))
RAM, TOP = 0x20000000, 0x20004000
MAX_ROUNDS = 5


def say(command):
    try:
        return gdb.execute(command, to_string=True).strip()
    except gdb.error as error:
        return "error: " + str(error)


def registers():
    frame = gdb.newest_frame()
    values = {n: int(frame.read_register(n)) & 0xffffffff for n in ["r%d" % i for i in range(13)] + ["sp", "lr", "pc", "xpsr"]}
    values.update(("s%d" % i, struct.unpack("I", struct.pack("f", float(frame.read_register("s%d" % i))))[0]) for i in range(32))
    return values


def memory():
    """RAM in rows of 64 bytes, without those of zeros."""
    data = bytes(gdb.selected_inferior().read_memory(RAM, TOP - RAM))
    return [[RAM + i, data[i:i + 64].hex()] for i in range(0, len(data), 64) if any(data[i:i + 64])]


def functions():
    """Address ranges of the program's functions."""
    symtab = gdb.lookup_global_symbol("main").symtab
    found = set()
    for block in (symtab.global_block(), symtab.static_block()):
        for symbol in block:
            if symbol.addr_class == gdb.SYMBOL_LOC_BLOCK and symbol.is_function:
                inner = gdb.block_for_pc(int(symbol.value().address) & ~1)
                while inner is not None and inner.function is None:
                    inner = inner.superblock
                if inner is not None:
                    found.add((inner.start, inner.end))
    return sorted(found)


def instructions():
    architecture = gdb.selected_frame().architecture()
    found = []
    for start, end in functions():
        for line in architecture.disassemble(start, end - 1):
            if not re.match(r"\.(word|short|byte)|<|vmov.f64\t.*;|udf", line["asm"]):
                found.append(line["addr"])
    return found


def asked(chance, names):
    return [*questions.ask(chance, names), *(cpp_questions.ask(chance, names) if is_cpp() else [])]


def is_cpp():
    return gdb.selected_frame().find_sal().symtab.filename.endswith(".cpp")


def frames(chance):
    out, known, frame = [], [], gdb.newest_frame()
    while frame is not None and len(out) < 12:
        if frame.type() in (gdb.TAILCALL_FRAME, gdb.SIGTRAMP_FRAME):
            frame = frame.older()
            continue
        if frame.function() is None:
            break
        frame.select()
        sal = frame.find_sal()
        names = questions.names(frame)
        entry = {"function": cpp_questions.plain(frame.function().name), "line": sal.line, "pc": frame.pc(), "inlined": frame.type() == gdb.INLINE_FRAME,
                 "values": [[name, say("output " + name), say("whatis " + name)] for name in names]}
        entry["questions"] = [[text, say("output%s %s" % ("/" + form if form else "", text)), say("whatis " + text), form] for text, form in asked(chance, names)]
        out.append(entry)
        known.append((entry, names, frame.level()))
        if entry["function"] == "main":
            break
        frame = frame.older()
    for entry, names, level in known:
        try:
            entry["writes"] = writes(chance, names, level)
        except gdb.error:
            entry["writes"] = []  # an assignment has cost gdb the way to this frame
    return out


def select(level):
    gdb.execute("frame %d" % level, to_string=True)


def writes(chance, names, level):
    """Assignments, each undone: what changed in memory and registers."""
    out = []
    select(level)
    for target, value in questions.assignments(chance, names):
        before, known = snapshot()
        select(level)
        answer = say("set variable %s = %s" % (target, value))
        after, changed = snapshot()
        entry = [target, value, answer, [[RAM + i, after[i]] for i in range(len(before)) if before[i] != after[i]],
                 {n: v for n, v in changed.items() if known.get(n) != v}, ""]
        entry[5] = say("output " + target)
        gdb.selected_inferior().write_memory(RAM, before)
        gdb.newest_frame().select()
        for name in entry[4]:
            is_single = name[0] == "s" and name != "sp"
            say("set variable $%s = %s" % (name, repr(struct.unpack("f", struct.pack("I", known[name]))[0]) if is_single else known[name]))
        again, undone = snapshot()
        if (again, undone) != (before, known):
            print("record.py: not undone: %s := %s, %s %s" % (target, value, again == before, {n: v for n, v in undone.items() if known.get(n) != v}))
            out.append(entry)
            break
        out.append(entry)
    return out


def snapshot():
    return bytes(gdb.selected_inferior().read_memory(RAM, TOP - RAM)), registers()


def stop(chance):
    known = registers()
    entry = {"registers": known, "memory": memory()}
    entry["frames"] = frames(chance)
    return entry


def record(name):
    chance = random.Random(name + os.environ.get("SEED", "1"))
    gdb.execute("file " + os.path.join(FOLDER, name + ".elf"))
    # Limited: QEMU stays when gdb dies.
    gdb.execute("target remote | exec timeout 120 qemu-system-arm -M mps2-an386 -kernel %s -S -gdb stdio -display none -monitor none -serial none" % os.path.join(FOLDER, name + ".elf"), to_string=True)
    out = {"name": name, "gdb": gdb.VERSION, "stops": []}
    try:
        places = instructions()
        gdb.Breakpoint("done")
        gdb.Breakpoint("main", temporary=True)
        gdb.execute("continue", to_string=True)
        out["globals"], out["types"] = questions.globals_and_types(say, is_cpp())
        if is_cpp():
            cpp_questions.learn()
            out["breakpoints"] = cpp_questions.breakpoints()
        rounds = 0
        while len(out["stops"]) < STOPS and rounds < MAX_ROUNDS:
            for place in chance.sample(places, min(6 if is_cpp() else 2, len(places))):
                gdb.Breakpoint("*0x%x" % place, temporary=True)
            gdb.execute("continue", to_string=True)
            for _ in range(chance.choice([0, 0, 1, 3])):
                gdb.execute("stepi", to_string=True)
            if gdb.newest_frame().function() is None:
                continue
            if cpp_questions.plain(gdb.newest_frame().function().name) == "done":
                rounds += 1
                if rounds > 1:
                    continue
            out["stops"].append(stop(chance))
    finally:
        try:
            gdb.execute("kill")
        except gdb.error:
            pass  # QEMU may be gone before it has answered
        gdb.execute("delete")
    with open(os.path.join(FOLDER, name + ".json"), "w") as file:
        json.dump(out, file)


for setting in ("width 0", "height 0", "print repeats unlimited", "print elements 200", "print null-stop on", "print static-members off", "print entry-values no", "confirm off",
                "pagination off", "print frame-arguments none", "backtrace past-main off", "host-charset UTF-8", "target-charset ASCII", "print max-depth 10"):
    gdb.execute("set " + setting)
for name in os.environ["NAMES"].split():
    try:
        record(name)
    except (gdb.error, gdb.MemoryError) as error:
        print("record.py: %s: %s" % (name, error))
