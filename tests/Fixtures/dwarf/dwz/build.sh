#!/bin/sh
# Makes the images beside this script from those of ../ and ../../indices with dwz; its version is in VERSIONS.txt.
set -eu
cd "$(dirname "$0")"
rm -f ./*.elf ./*.sup
# In one file: what two units have in common goes to partial units. gcc-O0-dwarf2 has references of the size of an address; indexed has a .gdb_index, which dwz adapts.
for name in gcc-O0-dwarf2 gcc-O2-dwarf4 clang-O2-dwarf4 gcc-Os-dwarf5; do cp ../$name.elf one-$name.elf; dwz -l none -L none one-$name.elf; done
cp ../../indices/gdb-gcc-dwarf4.elf one-indexed.elf; dwz -l none -L none one-indexed.elf
# With a supplementary file for two images: as GNU did it before DWARF 5, and as DWARF 5 does it.
for name in gcc-Og-dwarf4 gcc-O2-dwarf4; do cp ../$name.elf gnu-$name.elf; done
dwz -m gnu.sup -M gnu.sup gnu-*.elf
for name in gcc-Og-dwarf5 gcc-O2-dwarf5; do cp ../$name.elf sup-$name.elf; done
dwz -5 -m sup.sup -M sup.sup sup-*.elf
dwz --version 2>&1 | head -1 > VERSIONS.txt
