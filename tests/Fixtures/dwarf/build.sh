#!/bin/sh
# Builds the sample ELFs beside this script. Needs arm-none-eabi-gcc and clang-19; versions of the kept files are in VERSIONS.txt.
set -eu
cd "$(dirname "$0")"
TMP=$(mktemp -d); trap 'rm -rf "$TMP"' EXIT
CPU="-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16 -ffunction-sections -fdata-sections -ffreestanding -fdebug-prefix-map=$PWD=/src"
CXX="-std=c++17 -fno-exceptions -fno-rtti -fno-threadsafe-statics"
link() { # name flash extra...
    name=$1 flash=$2; shift 2
    arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -nostdlib -Wl,--gc-sections -Wl,--defsym=FLASH="$flash" -Wl,--build-id -Wl,--no-warn-rwx-segments -T sample.ld "$TMP/c.o" "$TMP/cpp.o" "$@" -o "$name.elf"
}
gcc_build() { # name flags...
    name=$1; shift
    arm-none-eabi-gcc $CPU "$@" -c "$PWD/sample.c" -o "$TMP/c.o"
    arm-none-eabi-g++ $CPU $CXX "$@" -c "$PWD/sample.cpp" -o "$TMP/cpp.o"
}
clang_build() {
    name=$1; shift
    SYS="--target=arm-none-eabi"
    clang-19 $SYS $CPU "$@" -c "$PWD/sample.c" -o "$TMP/c.o"
    clang++-19 $SYS $CPU $CXX "$@" -c "$PWD/sample.cpp" -o "$TMP/cpp.o"
}
HIGH=0x08000000
for v in 2 3 4 5; do
    gcc_build "" -O0 -gdwarf-$v -gstrict-dwarf; link gcc-O0-dwarf$v $HIGH
done
for o in Og O2 Os; do
    for v in 4 5; do gcc_build "" -$o -gdwarf-$v; link gcc-$o-dwarf$v $HIGH; done
done
gcc_build "" -O2 -gdwarf-5; link gcc-O2-dwarf5-low 0
gcc_build "" -O2 -gdwarf-4; link gcc-O2-dwarf4-low 0
gcc_build "" -O2 -gdwarf-5; link gcc-O2-dwarf5-zlib $HIGH -gz=zlib
gcc_build "" -O2 -gdwarf-4 -gdwarf64 -fdebug-types-section; link gcc-O2-dwarf4-64bit-types $HIGH
for v in 4 5; do
    clang_build "" -O0 -gdwarf-$v; link clang-O0-dwarf$v $HIGH
    clang_build "" -O2 -gdwarf-$v; link clang-O2-dwarf$v $HIGH
done
{ arm-none-eabi-gcc --version | head -1; arm-none-eabi-ld --version | head -1; clang-19 --version | head -1; } > VERSIONS.txt

# Split DWARF, the unit of the C file only: an image and its .dwo, and an image and its package.
mkdir -p split
split() { # name compiler... : leaves the .dwo file beside the image
    name=$1; shift
    (cd "$TMP" && "$@" $CPU -fdebug-prefix-map="$TMP"=/build -gsplit-dwarf -c "$OLDPWD/sample.c" -o "$name.o")
    arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -nostdlib -Wl,--gc-sections -Wl,--defsym=FLASH=$HIGH -Wl,--defsym=cxx_run=0x08000001 -Wl,--no-warn-rwx-segments -T sample.ld "$TMP/$name.o" -o "split/$name.elf"
    cp "$TMP/$name.dwo" split/
}
split gcc-Og-dwarf4 arm-none-eabi-gcc -Og -gdwarf-4 -fdebug-types-section
split gcc-Og-dwarf5 arm-none-eabi-gcc -Og -gdwarf-5 -fdebug-types-section
split clang-O2-dwarf5 clang-19 --target=arm-none-eabi -O2 -gdwarf-5
for name in gcc-Og-dwarf4 clang-O2-dwarf5; do
    cp split/$name.elf split/$name-package.elf
    llvm-dwp-19 split/$name.dwo -o split/$name-package.elf.dwp
done

# A stripped image, and the file with what was stripped.
arm-none-eabi-objcopy --only-keep-debug gcc-Og-dwarf5.elf split/stripped.debug
(cd split && arm-none-eabi-objcopy --strip-all --add-gnu-debuglink=stripped.debug ../gcc-Og-dwarf5.elf stripped.elf)

# Files that were not linked: relocations without and with addends, and a compressed section.
arm-none-eabi-gcc $CPU -fno-function-sections -Og -gdwarf-4 -c "$PWD/sample.c" -o split/arm-dwarf4.o
gcc -Og -gdwarf-5 -ffreestanding -fno-reorder-functions -fno-asynchronous-unwind-tables -gz=zlib -fdebug-prefix-map="$PWD"=/src -c sample.c -o split/x86-64-dwarf5.o

# A statement at the end of its code.
arm-none-eabi-gcc $CPU -Os -gdwarf-5 -nostdlib -Wl,-Ttext=$HIGH -Wl,--no-warn-rwx-segments "$PWD/noreturn/noreturn.c" -o noreturn/gcc-Os-dwarf5.elf
