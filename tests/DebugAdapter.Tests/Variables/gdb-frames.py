# Writes frames-IMAGE.txt: registers, changed memory and gdb's view of parameters and locals at stops of the test firmware on QEMU.
#   IMAGE=fw-gcc-O0-dwarf4 gdb-multiarch -batch -nx -x gdb-frames.py
# Golden files, read by FrameOracleTests; make them again when the firmware images change.
# With SAMPLES=N SEED=S OUT=FILE it goes N times a few statements on from main, and records where it is then (SampledStopTests).
import os, random, re, socket, subprocess
import gdb

IMAGE = os.environ["IMAGE"]
ELF = os.environ.get("ELF", "../../Firmware/built/%s.elf" % IMAGE)
SAMPLES = int(os.environ.get("SAMPLES", "0"))
OUT = os.environ.get("OUT", "frames-%s.txt" % IMAGE)
STOPS = ["leaf 2", "straight 1", "factorial 5", "variable_frame 1", "sum_of 1", "many_arguments 1", "shadowing 1", "sum_list 1", "on_event 1", "inspect 1",
         "geometry::Circle::area 1", "geometry::Square::area 1", "push 1", "exchange 1", "scale 1"]
MAX_FRAMES = 4

def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]

def run(command):
    try:
        return gdb.execute(command, to_string=True).strip().replace("\n", " ")
    except gdb.error as error:
        return "error: " + str(error)

def single(number):
    """Bits of an S register: gdb has no view of a register as raw bytes but this one."""
    text = run("output/x $s%d" % number)
    return int(text, 16) if text.startswith("0x") else 0

def plain(name):
    """A C++ name without its parameters: "ns::f(int (*)(char)) const" is ns::f."""
    name = re.sub(r" (const|\[.*\])$", "", name)
    if not name.endswith(")"):
        return name
    depth = 0
    for i in range(len(name) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(name[i], 0)
        if depth == 0:
            return name[:i]

def changed_rows(inferior, known):
    """16-byte rows of RAM that differ from the stop before; RAM starts as zero."""
    for start, size in ((0x20000000, 0x1000), (0x2003f800, 0x800)):
        data = bytes(inferior.read_memory(start, size))
        for offset in range(0, size, 16):
            row = data[offset:offset + 16]
            if row != known.get(start + offset, bytes(16)):
                known[start + offset] = row
                yield "mem %08x %s" % (start + offset, row.hex())

def variables(frame):
    """Names of a frame, innermost block first, without those that are hidden."""
    names, block = [], frame.block()
    while block is not None:
        for symbol in block:
            if (symbol.is_argument or symbol.is_variable) and symbol.name and symbol.name not in names and not symbol.addr_class == gdb.SYMBOL_LOC_STATIC:
                names.append(symbol.name)
        if block.function is not None:
            return names
        block = block.superblock
    return names

def record(out, name, known):
    """Registers, memory that changed, and the variables of the innermost frames."""
    out.write("@stop %s\n" % name)
    names = ["r%d" % i for i in range(13)] + ["sp", "lr", "pc", "xpsr"]
    out.write("regs %s\n" % " ".join("%s=%08x" % (n, int(gdb.newest_frame().read_register(n)) & 0xffffffff) for n in names))
    out.write("regs %s\n" % " ".join("s%d=%08x" % (i, single(i)) for i in range(32)))
    for row in changed_rows(gdb.selected_inferior(), known):
        out.write(row + "\n")
    frame = gdb.newest_frame()
    for level in range(MAX_FRAMES):
        # gdb infers callers that have jumped away and have no stack frame.
        while frame is not None and frame.is_valid() and frame.type() == gdb.TAILCALL_FRAME:
            frame = frame.older()
        if frame is None or not frame.is_valid() or frame.function() is None:
            break
        frame.select()
        out.write("frame %d %s\n" % (level, plain(frame.function().name)))
        for name in variables(frame):
            value = run("output " + name)
            if "warning:" in value or value.startswith("error:"):
                continue  # gdb's own trouble with pointers into the vector table, or with typed DWARF stacks
            kind = run("whatis " + name).replace("type = ", "")
            out.write("%s => %s ; %s\n" % (name, value, kind))
        frame = frame.older()

for setting in ("width 0", "print repeats unlimited", "print elements 200", "print null-stop on", "print static-members off", "print entry-values no",
                "confirm off", "pagination off", "print frame-arguments none", "backtrace past-main on"):
    gdb.execute("set " + setting)
gdb.execute("file " + ELF)
port = free_port()
qemu = subprocess.Popen(["qemu-system-arm", "-M", "mps2-an386", "-display", "none", "-monitor", "none", "-serial", "null", "-S", "-gdb", "tcp:127.0.0.1:%d" % port, "-kernel", ELF])
try:
    for attempt in range(50):
        try:
            gdb.execute("target remote 127.0.0.1:%d" % port, to_string=True)
            break
        except gdb.error:
            gdb.execute("shell sleep 0.1")
    out = open(OUT, "w")
    out.write("# GNU gdb %s, QEMU 7.2 mps2-an386; made by gdb-frames.py from %s.elf\n" % (gdb.VERSION, IMAGE))
    known = {}
    if SAMPLES:
        chance = random.Random(int(os.environ["SEED"]))
        gdb.Breakpoint("main", temporary=True)
        gdb.execute("continue", to_string=True)
        for sample in range(SAMPLES):
            gdb.execute("step %d" % chance.randint(1, 12), to_string=True)
            record(out, "sample%d" % sample, known)
    for stop in [] if SAMPLES else STOPS:
        function, line = stop.split()
        # So many lines into the function: its first lines leave the locals unset.
        breakpoint = gdb.Breakpoint(function, temporary=True)
        if breakpoint.pending or not breakpoint.is_valid():
            continue
        try:
            gdb.execute("continue", to_string=True)
            for _ in range(int(line)):
                gdb.execute("next", to_string=True)
        except gdb.error as error:
            out.write("# %s: %s\n" % (function, error))
            break
        record(out, function, known)
    out.close()
finally:
    qemu.kill()
    qemu.wait()
