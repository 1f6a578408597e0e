#!/bin/bash
# Builds steps-*.elf from src/; needed only when a source changes. Debian: gcc-arm-none-eabi, clang-19, lld-19.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
machine="-mcpu=cortex-m4 -mthumb -mfloat-abi=soft"
common="$machine -ffreestanding -ffunction-sections -Wall -Wextra -Werror -fdebug-prefix-map=$PWD=/stepping"
# build NAME "COMPILER" "FLAGS" "LINKER"
build() {
  $2 $common $3 -g -std=c11 -c src/steps.c -o "$work/steps.o"
  $2 $common $3 -std=c11 -c src/blind.c -o "$work/blind.o"
  $2 $machine -c src/jump.S -o "$work/jump.o"
  $4 -T ../../Firmware/nrf52840.ld "$work/steps.o" "$work/blind.o" "$work/jump.o" -o "steps-$1.elf"
  chmod 644 "steps-$1.elf"
}
gcc="arm-none-eabi-gcc"
gccld="$gcc $machine -nostdlib -nostartfiles -Wl,--gc-sections -Wl,-n -Wl,--no-warn-rwx-segments"
for level in O0 O1 O2; do build "gcc-$level" "$gcc" "-$level -Wno-infinite-recursion" "$gccld"; done
clang="clang-19 --target=thumbv7em-none-eabi -fno-builtin"
for level in O0 O1; do build "clang-$level" "$clang" "-$level" "ld.lld-19 --gc-sections -n"; done
{ arm-none-eabi-gcc --version | head -1; clang-19 --version | head -1; } > COMPILERS.txt
