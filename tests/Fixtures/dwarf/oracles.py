#!/usr/bin/env python3
"""Writes what the LLVM 19 tools say about the ELF files here.

NAME.symbolizer.txt (llvm-symbolizer): every code address, one line per change of answer.
NAME.locations.txt (llvm-dwarfdump --debug-info, some images): "loc DIE start end first-operation" for each entry of each location list,
"call DIE return-address callee-DIE" for each call site, and behind it "param first-operation" for each of its parameters.
NAME.lines.txt (llvm-dwarfdump --debug-line, some images): address line column file flags, a blank line between sequences.

Line 1 names the tool and its version. In the first: address, and the inline chain innermost first as function|file|line|column, separated by " < ".
The images linked at 0 are left out: the linker writes 0 for removed functions, and every tool takes those for real code there.
"""
import glob, json, os, re, subprocess, sys

here = os.path.dirname(os.path.abspath(__file__))
tool = "llvm-symbolizer-19"
version = re.search(r"LLVM version \S+", subprocess.run([tool, "--version"], capture_output=True, text=True).stdout).group(0)


def functions(elf):
    out = subprocess.run(["readelf", "-sW", elf], capture_output=True, text=True).stdout
    found = {}
    for line in out.splitlines():
        f = line.split()
        if len(f) >= 8 and f[3] == "FUNC" and f[6] != "UND" and int(f[2], 0):
            found[int(f[1], 16) & ~1] = int(f[2], 0)
    return sorted(found.items())


def answers(elf):
    addresses = [a for start, size in functions(elf) for a in range(start, start + size, 2)]
    out = subprocess.run([tool, "--output-style=JSON", "--no-demangle", "-e", elf], input="\n".join(hex(a) for a in addresses), capture_output=True, text=True).stdout
    for address, line in zip(addresses, out.splitlines()):
        frames = json.loads(line)["Symbol"]
        yield address, " < ".join(f'{s["FunctionName"]}|{s["FileName"]}|{s["Line"]}|{s["Column"]}' for s in frames)


for elf in sys.argv[1:] or sorted(glob.glob(here + "/*.elf")):
    if "-low" in elf:
        continue
    last = None
    with open(elf[:-4] + ".symbolizer.txt", "w") as out:
        out.write(f"{tool} {version}\n")
        for address, answer in answers(elf):
            if answer != last:
                out.write(f"{address:x} {answer}\n")
            last = answer

for name in ["gcc-O0-dwarf2", "gcc-Og-dwarf4", "gcc-O2-dwarf5", "gcc-O2-dwarf4-64bit-types", "clang-O2-dwarf5", "clang-O0-dwarf4"]:
    dump = subprocess.run(["llvm-dwarfdump-19", "--debug-line", f"{here}/{name}.elf"], capture_output=True, text=True).stdout
    with open(f"{here}/{name}.lines.txt", "w") as out:
        out.write(f"llvm-dwarfdump-19 {version}\n")
        for row in re.finditer(r"^0x([0-9a-f]+) +(\d+) +(\d+) +(\d+) +\d+ +\d+(?: +\d+)? *(.*)$", dump, re.M):
            flags = " ".join(sorted(row[5].split()))
            out.write(f"{int(row[1], 16):x} {row[2]} {row[3]} {row[4]} {flags}".rstrip() + "\n" + ("\n" if "end_sequence" in flags else ""))

for name in ["gcc-Og-dwarf4", "gcc-Og-dwarf5", "gcc-O2-dwarf5", "clang-O2-dwarf4", "clang-O2-dwarf5"]:
    dump = subprocess.run(["llvm-dwarfdump-19", "--debug-info", f"{here}/{name}.elf"], capture_output=True, text=True).stdout
    with open(f"{here}/{name}.locations.txt", "w") as out:
        out.write(f"llvm-dwarfdump-19 {version}\n")
        for die in re.split(r"\n(?=0x[0-9a-f]+: +DW_TAG)", dump):
            head = re.match(r"0x([0-9a-f]+): +(DW_TAG_\w+)", die)
            if not head:
                continue
            location = re.search(r"DW_AT_location\t\((?:indexed .*?= )?0x[0-9a-f]+: ?(.*?)\)\n(?: +DW_AT|\n)", die + "\n\n", re.S)
            if location:
                for entry in re.finditer(r"\[0x([0-9a-f]+), 0x([0-9a-f]+)\): (\w+)", location[1]):
                    out.write(f"loc {head[1]} {int(entry[1], 16):x} {int(entry[2], 16):x} {entry[3]}\n")
            if head[2] in ("DW_TAG_call_site", "DW_TAG_GNU_call_site"):
                pc = re.search(r"DW_AT_(?:call_return_pc|low_pc)\t\(0x([0-9a-f]+)\)", die)
                callee = re.search(r"DW_AT_(?:call_origin|abstract_origin)\t\(0x([0-9a-f]+)", die)
                site = [f"call {head[1]}", f"{int(pc[1], 16):x}" if pc else "-", callee[1] if callee else "-"]
                out.write(" ".join(site) + "\n")
            if head[2] in ("DW_TAG_call_site_parameter", "DW_TAG_GNU_call_site_parameter"):
                place = re.search(r"DW_AT_location\t\((\w+)", die)
                out.write(f"param {place[1] if place else '-'}\n")
