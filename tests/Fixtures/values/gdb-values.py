# Run by build.sh inside gdb: starts an image on QEMU, stops in stop_here(), and writes down what gdb says of every variable, with the pretty printers
# of libstdc++ (Debian's libstdc++6) and of Rust (the compiler's own), and the RAM.
# gdb-multiarch -batch -ex 'py ARGS=["image.elf", "names.txt", "out.gdb.txt", "out.ram"]' -x gdb-values.py
import re
import sys

import gdb

image, names, golden, ram = ARGS
sys.path.insert(0, "/usr/share/gcc/python")
from libstdcxx.v6.printers import register_libstdcxx_printers

register_libstdcxx_printers(None)
for setting in ("confirm off", "pagination off", "width 0", "height 0", "print object on", "print static-members off", "print elements 200", "print repeats unlimited", "print address on",
                "print symbol on", "print max-depth 10", "print vtbl off"):
    gdb.execute("set " + setting)
gdb.execute("file " + image)
gdb.execute("target remote | exec qemu-system-arm -M mps2-an386 -kernel " + image + " -S -gdb stdio -display none -monitor none -serial none", to_string=True)
gdb.execute("break stop_here", to_string=True)
gdb.execute("continue", to_string=True)
lines = []


def say(frame, name):
    try:
        value = gdb.execute("print " + name, to_string=True).split(" = ", 1)[1].rstrip("\n")
        kind = gdb.execute("whatis " + name, to_string=True).split(" = ", 1)[1].rstrip("\n")
    except gdb.error as error:
        value, kind = "<error: " + str(error) + ">", "?"
    # New lines occur in no other values.
    lines.append("{} | {} => {} ; {}".format(frame, name, value.replace("\n", "\\n"), kind))


registers = gdb.execute("info registers r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 sp lr pc xpsr", to_string=True)
for line in open(names):
    if line.strip() and not line.startswith("#"):
        say(0, line.strip())
# A file without names: only the registers are wanted, the truth is in the program.
if not lines:
    lines.append("# no variables")
else:
    gdb.execute("up", to_string=True)
seen = set()
block = gdb.selected_frame().block() if len(lines) > 1 else None
while block and not block.is_global and not block.is_static:
    for symbol in block:
        if (symbol.is_variable or symbol.is_argument) and symbol.name not in seen:
            seen.add(symbol.name)
            say(1, symbol.name)
    if block.function:
        break
    block = block.superblock
with open(golden, "w") as out:
    out.write("# " + gdb.execute("show version", to_string=True).split("\n")[0] + "\n")
    out.write("registers " + " ".join("{}={:08x}".format(m[0], int(m[1], 16)) for m in re.findall(r"^(\w+)\s+0x([0-9a-f]+)", registers, re.M)) + "\n")
    out.write("\n".join(lines) + "\n")
gdb.execute("dump binary memory " + ram + " 0x20000000 0x20004000")
gdb.execute("kill")
