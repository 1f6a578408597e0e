#!/usr/bin/env python3
"""Writes what gdb-multiarch says about the types and scopes of the ELF files here: NAME.gdb.txt.

Line 1 is gdb's version. Then blocks: "# command" and gdb's answer. The language is set as that of the unit would be.
"""
import os, subprocess, sys

here = os.path.dirname(os.path.abspath(__file__))
C = ["ptype/o struct device", "ptype/o channel_t", "ptype/o union word", "ptype struct device", "ptype device_t", "ptype channel_t", "ptype union word", "ptype enum mode", "ptype handler_t", "ptype uint64_t",
     "whatis g_device", "whatis g_device.name", "whatis g_device.base", "whatis g_device.channels", "whatis g_device.on_event", "whatis g_device.matrix",
     "whatis g_device.last.parts", "whatis g_device.channels[0].samples", "whatis g_device.matrix[1]", "whatis vectors", "whatis table", "whatis g_sink", "whatis counter",
     "whatis main", "whatis device_poll", "whatis recurse", "whatis &g_device", "whatis &g_device.matrix", "whatis (unsigned long)1", "whatis (long long *)0",
     "print sizeof(struct device)", "print sizeof(channel_t)", "print sizeof(union word)", "print sizeof(g_device.matrix)"]
CXX = ["ptype app::Square", "ptype app::Shape", "ptype app::Color", "ptype app::Callback", "whatis app::use", "whatis app::hidden", "whatis app::Shape::count", "whatis cxx_run"]
SCOPES = ["main", "device_poll", "recurse", "cxx_run", "on_event", "app::use"]
IMAGES = ["gcc-O0-dwarf2", "gcc-O0-dwarf3", "gcc-O0-dwarf4", "gcc-O0-dwarf5", "gcc-Og-dwarf4", "gcc-Og-dwarf5", "gcc-O2-dwarf4-64bit-types", "clang-O0-dwarf4", "clang-O0-dwarf5"]


def gdb(elf, commands):
    args = ["gdb-multiarch", "-nx", "-batch", "-ex", "set width 0", "-ex", "set height 0"]
    for command in commands:
        args += ["-ex", command]
    return subprocess.run(args + [elf], capture_output=True, text=True, cwd="/").stdout


for image in sys.argv[1:] or IMAGES:
    elf = os.path.join(here, image + ".elf")
    version = subprocess.run(["gdb-multiarch", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    commands = ["set language c"]
    for c in C:
        commands += [f"echo # {c}\\n", c]
    commands += ["set language c++"]
    for c in CXX + [f"info scope {s}" for s in SCOPES]:
        commands += [f"echo # {c}\\n", c]
    with open(os.path.join(here, image + ".gdb.txt"), "w") as out:
        out.write(version + "\n" + gdb(elf, commands))
