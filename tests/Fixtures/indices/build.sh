#!/bin/sh
# Builds the images beside this script; needed only when a source changes. Versions of the kept files are in VERSIONS.txt.
# Debian: gcc-arm-none-eabi clang-19 lld-19 gdb-multiarch
set -eu
cd "$(dirname "$0")"
TMP=$(mktemp -d); trap 'rm -rf "$TMP"' EXIT
FLAGS="-mcpu=cortex-m4 -mthumb -ffunction-sections -fdata-sections -ffreestanding -fdebug-prefix-map=$PWD=/src -fdebug-prefix-map=$TMP=/build -Og"
CXX="-std=c++17 -fno-exceptions -fno-rtti -fno-threadsafe-statics"
GCC="arm-none-eabi-gcc $FLAGS -x c" GXX="arm-none-eabi-gcc $FLAGS -x c++ $CXX"
CLANG="clang-19 --target=arm-none-eabi $FLAGS -x c" CLANGXX="clang-19 --target=arm-none-eabi $FLAGS -x c++ $CXX"
compile() { # "C++ compiler" "C compiler" "flags of C++" "flags of C"
    for unit in first second; do $1 $3 -c "$PWD/$unit.cpp" -o "$TMP/$unit.o"; done
    $2 $4 -c "$PWD/third.c" -o "$TMP/third.o"
}
link() { # name flash linker...
    name=$1 flash=$2; shift 2
    "$@" --gc-sections --defsym=FLASH="$flash" -n -T ../dwarf/sample.ld "$TMP/first.o" "$TMP/second.o" "$TMP/third.o" -o "$name.elf"
}
LLD="ld.lld-19" LD="arm-none-eabi-ld --no-warn-rwx-segments" HIGH=0x08000000

# The linker's index, from the names that the compiler left of two of the units.
compile "$GXX" "$GCC" "-gdwarf-4 -ggnu-pubnames" -gdwarf-4; link lld-gcc-dwarf4 $HIGH $LLD --gdb-index
compile "$GXX" "$GCC" "-gdwarf-5 -ggnu-pubnames" -gdwarf-5; link lld-gcc-dwarf5-low 0 $LLD --gdb-index
compile "$CLANGXX" "$CLANG" "-gdwarf-5 -ggnu-pubnames" -gdwarf-5; link lld-clang-dwarf5 $HIGH $LLD --gdb-index

# The compiler's index; the C unit has none. With type units, and with split DWARF whose types are elsewhere.
compile "$CLANGXX" "$GCC" "-gdwarf-5 -gpubnames -glldb" -gdwarf-5; link names-clang-dwarf5 $HIGH $LLD
compile "$CLANGXX" "$GCC" "-gdwarf-5 -gpubnames -glldb -fdebug-types-section" -gdwarf-5; link names-clang-types-low 0 $LLD
# Link-time optimisation: functions of two units are inlined into the third.
compile "$CLANGXX -flto" "$CLANG -flto" "-gdwarf-5 -gpubnames -glldb" "-gdwarf-5 -gpubnames -glldb"; link names-clang-lto $HIGH $LLD

# Split DWARF: the index is in the image, the names are in the .dwo files.
split() { # name "compiler" "flags" linker...
    name=$1 compiler=$2 flags=$3; shift 3
    for unit in first second third; do
        case $unit in third) language="-x c" extension=c ;; *) language="-x c++ $CXX" extension=cpp ;; esac
        (cd "$TMP" && $compiler $FLAGS $language $flags -gsplit-dwarf -c "$OLDPWD/$unit.$extension" -o "$name-$unit.o")
        cp "$TMP/$name-$unit.o" "$TMP/$unit.o"; cp "$TMP/$name-$unit.dwo" split/
    done
    link "split/$name" $HIGH "$@"
}
mkdir -p split
split lld-gcc-dwarf4 arm-none-eabi-gcc "-gdwarf-4 -ggnu-pubnames" $LLD --gdb-index
split names-clang-dwarf5 "clang-19 --target=arm-none-eabi" "-gdwarf-5 -gpubnames -glldb" $LLD

# gdb's index: without any from a tool before it.
compile "$GXX" "$GCC" -gdwarf-4 -gdwarf-5; link plain-gcc-dwarf4 $HIGH $LD
compile "$CLANGXX" "$CLANG" -gdwarf-5 -gdwarf-5; link plain-clang-dwarf5-low 0 $LLD
compile "$GXX" "$GCC" "-gdwarf-4 -fdebug-types-section" -gdwarf-4; link plain-gcc-types $HIGH $LD
for image in plain-gcc-dwarf4 plain-clang-dwarf5-low plain-gcc-types; do
    gdb-multiarch -nx -batch -ex "save gdb-index $TMP" -ex "save gdb-index -dwarf-5 $TMP" $image.elf
    arm-none-eabi-objcopy --add-section .gdb_index="$TMP/$image.elf.gdb-index" $image.elf gdb-${image#plain-}.elf
    [ -s "$TMP/$image.elf.debug_names" ] || continue
    arm-none-eabi-objcopy --dump-section .debug_str="$TMP/str" $image.elf "$TMP/copy.elf"
    cat "$TMP/$image.elf.debug_str" >> "$TMP/str"
    arm-none-eabi-objcopy --update-section .debug_str="$TMP/str" --add-section .debug_names="$TMP/$image.elf.debug_names" $image.elf gdb-names-${image#plain-}.elf
done
rm plain-*.elf
{ arm-none-eabi-gcc --version | head -1; arm-none-eabi-ld --version | head -1; clang-19 --version | head -1; ld.lld-19 --version; gdb-multiarch --version | head -1; } > VERSIONS.txt
