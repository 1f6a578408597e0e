# Writes gdb-values.txt: what gdb prints for each line of gdb-expressions.txt on the static data of the test firmware.
#   gdb-multiarch -batch -nx -x gdb-oracle.py
# A golden file, read by GdbOracleTests; make it again when the firmware image or the list changes.
import gdb

def run(command):
    try:
        return gdb.execute(command, to_string=True).strip()
    except gdb.error as error:
        return "error: " + str(error)

for setting in ("width 0", "print repeats unlimited", "print elements 200", "print null-stop on", "print static-members off", "confirm off"):
    gdb.execute("set " + setting)
gdb.execute("file ../../Firmware/built/fw-gcc-O0-dwarf4.elf")
gdb.execute("set language c")
out = open("gdb-values.txt", "w")
out.write("# GNU gdb %s\n# expression => value ; type, on fw-gcc-O0-dwarf4.elf; made by gdb-oracle.py\n" % gdb.VERSION)
for line in open("gdb-expressions.txt"):
    line = line.rstrip("\n")
    if not line or line.startswith("# "):
        continue
    if line == "@c++":
        gdb.execute("set language c++")
        out.write(line + "\n")
        continue
    value = run("output (%s)" % line)
    kind = run("whatis (%s)" % line)
    out.write("%s => %s%s\n" % (line, value, "" if value.startswith("error") else kind.replace("type = ", " ; ")))
out.close()
