#!/bin/bash
# Builds built/*.elf from src/. The results are kept in the repository, so only a change of the sources needs this.
# usage: ./build.sh   (Debian: gcc-arm-none-eabi libnewlib-arm-none-eabi libstdc++-arm-none-eabi-newlib; clang-19 and lld-19 for the two clang images)
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p built
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

machine="-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16"
# Paths in the debug information are /firmware/src/...: the images do not tell where they were built.
common="$machine -ffreestanding -ffunction-sections -fdata-sections -fno-common -Wall -Wextra -Werror -fdebug-prefix-map=$PWD=/firmware"
cxx="-std=c++17 -fno-exceptions -fno-rtti -fno-threadsafe-statics -fno-use-cxa-atexit"

# build NAME "C COMPILER" "C++ COMPILER" "FLAGS" "LINK COMMAND"
build() {
  local name=$1 cc=$2 cpp=$3 flags=$4 link=$5 objects=() unit
  for unit in src/*.c src/*.cpp src/*.S; do
    local object="$work/$name-$(basename "$unit").o"
    case $unit in
      *.c)   $cc $common $flags -std=c11 -c "$unit" -o "$object" ;;
      *.cpp) $cpp $common $flags $cxx -c "$unit" -o "$object" ;;
      *.S)   $cc $common $flags -c "$unit" -o "$object" ;;
    esac
    objects+=("$object")
  done
  $link -T nrf52840.ld "${objects[@]}" $libgcc -o "built/$name.elf"
}

gcc=arm-none-eabi-gcc
# The helpers for double arithmetic, as a vendor's library comes: without debug information.
libgcc=$work/libgcc.a
arm-none-eabi-objcopy -g "$($gcc $machine -print-libgcc-file-name)" "$libgcc"
for dwarf in 4 5; do
  for level in O0 Og O2 Os; do
    build "fw-gcc-$level-dwarf$dwarf" $gcc arm-none-eabi-g++ "-$level -g -gdwarf-$dwarf" \
      "$gcc $machine -nostdlib -nostartfiles -Wl,--gc-sections -Wl,-n -Wl,--build-id=sha1 -Wl,--no-warn-rwx-segments"
  done
done

{ $gcc --version | head -1; arm-none-eabi-ld --version | head -1; } > built/COMPILERS.txt
if command -v clang-19 > /dev/null && command -v ld.lld-19 > /dev/null; then
  target="--target=thumbv7em-none-eabihf -fno-builtin -funwind-tables"
  for level in Og O2; do
    build "fw-clang-$level-dwarf5" "clang-19 $target" "clang++-19 $target" "-$level -g -gdwarf-5" \
      "ld.lld-19 --gc-sections -n --build-id=sha1"
  done
  { clang-19 --version | head -1; ld.lld-19 --version | head -1; } >> built/COMPILERS.txt
fi

# What the images were made from; a test compares this with the sources.
sha256sum nrf52840.ld build.sh src/* > built/SOURCES.sha256
chmod 644 built/*.elf
(cd built && sha256sum -- *.elf) > built/IMAGES.sha256
ls -l built
