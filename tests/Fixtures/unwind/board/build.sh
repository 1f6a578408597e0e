#!/bin/bash
# Builds the images of this folder from src/; needed only when a source changes. Debian: gcc-arm-none-eabi, libnewlib-arm-none-eabi, clang-19.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
m4="-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16"
m0="-mcpu=cortex-m0plus -mthumb -mfloat-abi=soft"
common="-g -std=gnu11 -ffunction-sections -fdata-sections -fno-common -Wall -Wextra -Werror -Wno-unused-function -fdebug-prefix-map=$PWD=/unwind"

compile() { $1 -c "$2" -o "$3"; }
# build NAME PROGRAM MACHINE "COMPILER" "FLAGS" [LINKER FLAGS]; the C library comes as Debian has it: newlib has its string functions in assembly, nano in C
build() {
  local unit objects=()
  for unit in startup.c "$2" $([ "$2" = nest.c ] && echo stack.S); do
    compile "$4 $3 $common $5" "src/$unit" "$work/$1-$unit.o"
    objects+=("$work/$1-$unit.o")
  done
  arm-none-eabi-gcc $3 -T ../../../Firmware/nrf52840.ld -nostartfiles --specs=nosys.specs -Wl,--defsym=end=_end \
    -Wl,--gc-sections ${6:-} -Wl,-n -Wl,-z,noexecstack -Wl,--no-warn-rwx-segments "${objects[@]}" -o "$1.elf"
  # Unwinding asks for frames, symbols and code.
  arm-none-eabi-objcopy --remove-section '.debug_[!f]*' --remove-section '.stab*' --remove-section .comment "$1.elf"
  chmod 644 "$1.elf"
}
gcc=arm-none-eabi-gcc
clang="clang-19 --target=thumbv7em-none-eabihf -isystem /usr/include/newlib -fno-builtin -fshort-enums"
build nest-gcc-O1 nest.c "$m4" $gcc -O1
build nest-clang-O2 nest.c "$m4" "$clang" -O2
nano=--specs=nano.specs
build library-gcc-O2 library.c "$m4" $gcc "-O2 -funwind-tables"
build library-gcc-Os library.c "$m4" $gcc -Os $nano
build library-m0-gcc-O0 library.c "$m0" $gcc -O0 $nano
build library-m0-gcc-O2 library.c "$m0" $gcc -O2 $nano
build library-clang-Os library.c "$m4" "$clang" "-Os -funwind-tables" $nano

# The linkers' veneers, named differently, and calls that need none.
build veneers-gcc-O1 veneers.c "$m4" $gcc -O1
build veneers-gcc-O2-long-calls veneers.c "$m4" $gcc "-O2 -mlong-calls"
for unit in startup veneers; do $clang $m4 $common -Os -c src/$unit.c -o "$work/$unit.o"; done
ld.lld-19 -T ../../../Firmware/nrf52840.ld --gc-sections -n "$work/startup.o" "$work/veneers.o" -o veneers-clang-Os-lld.elf
arm-none-eabi-objcopy --remove-section '.debug_[!f]*' --remove-section .comment veneers-clang-Os-lld.elf
chmod 644 veneers-clang-Os-lld.elf

# The same rows in .eh_frame, and none in .debug_frame; the linker script keeps no .eh_frame of its own.
compile() {
  case $2 in
    *.S) $1 -E "$2" -o "$3.s" ;;
    *) $1 -S "$2" -o "$3.s" ;;
  esac
  sed -i 's/\.cfi_sections.*/.cfi_sections .eh_frame/' "$3.s"
  $1 -c "$3.s" -o "$3"
}
build eh-frame-gcc-O2 nest.c "$m4" $gcc -O2 -Wl,--no-gc-sections
{ $gcc --version | head -1; clang-19 --version | head -1; dpkg-query -W -f '${Package} ${Version}\n' libnewlib-arm-none-eabi; } > COMPILERS.txt
