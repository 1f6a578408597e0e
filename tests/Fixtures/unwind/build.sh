#!/bin/sh
# Builds the images of this folder and the golden texts beside them; needed only when a source changes.
set -eu
cd "$(dirname "$0")"
for name in cfi ehabi; do
    arm-none-eabi-as -mfpu=vfpv3-d16 "$name.s" -o "$name.o"
    arm-none-eabi-ld -T unwind.ld --no-warn-rwx-segments "$name.o" -o "$name.elf"
    rm "$name.o"
done
{ readelf --version | head -1; readelf --debug-dump=frames-interp cfi.elf; } > cfi.readelf.txt
{ readelf --version | head -1; readelf -u ehabi.elf; } > ehabi.readelf.txt
{ arm-none-eabi-as --version | head -1; arm-none-eabi-ld --version | head -1; readelf --version | head -1; } > VERSIONS.txt
