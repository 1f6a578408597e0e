#!/usr/bin/env python3
"""Writes what llvm-symbolizer-19 says about every code address of the ELF files here: NAME.symbolizer.txt, one line per change of answer.

Line 1 names the tool and its version. Then: address, and the inline chain innermost first as function|file|line|column, separated by " < ".
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
