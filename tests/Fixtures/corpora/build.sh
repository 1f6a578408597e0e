#!/bin/bash
# Builds the corpora that the DWARF reader is compared with other tools on: NAME.elf linked at 0x08000000 and NAME-low.elf, the same objects at 0.
# usage: build.sh OUT [short|long]      an image that cannot be built here is left out; OUT/left-out.txt says which and why
# Debian: gcc-arm-none-eabi libnewlib-arm-none-eabi libstdc++-arm-none-eabi-newlib clang-19 lld-19 llvm-19 binutils
set -uo pipefail
out=$(mkdir -p "$1" && cd "$1" && pwd)
selection=${2:-short}
cd "$(dirname "$0")/.."
tests=$(cd .. && pwd)
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

machine="-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16"
common="-ffreestanding -ffunction-sections -fdata-sections -fno-common -w -fdebug-prefix-map=$tests=/tests -fdebug-prefix-map=$work=/build"
cxx="-std=c++17 -fno-exceptions -fno-rtti -fno-threadsafe-statics -fno-use-cxa-atexit"
gcc="arm-none-eabi-gcc $machine" gxx="arm-none-eabi-g++ $machine"
# eu-addr2line finds units by .debug_aranges alone.
clang="clang-19 --target=thumbv7em-none-eabihf $machine -fno-builtin -gdwarf-aranges" clangxx="clang++-19 --target=thumbv7em-none-eabihf $machine -fno-builtin -gdwarf-aranges"
gnuld="arm-none-eabi-gcc $machine -nostdlib -nostartfiles -Wl,--gc-sections -Wl,-n -Wl,--build-id=sha1 -Wl,--no-warn-rwx-segments"
lld="ld.lld-19 --gc-sections -n --build-id=sha1 --defsym=__cxa_pure_virtual=0"
sed 's/ORIGIN = 0x00000000/ORIGIN = 0x08000000/' "$tests/Firmware/nrf52840.ld" > "$work/high.ld"
cp "$tests/Firmware/nrf52840.ld" "$work/low.ld"
arm-none-eabi-objcopy -g "$(arm-none-eabi-gcc $machine -print-libgcc-file-name)" "$work/libgcc.a" 2> /dev/null

: > "$out/left-out.txt"
leave_out() { echo "$1 ($2)" | tee -a "$out/left-out.txt" >&2; rm -f "$out/$1.elf" "$out/$1-low.elf"; }
# leave_out_all PREFIX REASON
leave_out_all() { local image; for image in $(grep -oP "^$1\S+(?=\tlong)" "$tests/Fixtures/corpora/images.txt"); do leave_out "$image" "$2"; done; }

# compile NAME "C COMPILER" "C++ COMPILER" "FLAGS" "SOURCES": objects and .dwo files in OUT/NAME.d
compile() {
  local name=$1 cc=$2 cpp=$3 flags=$4 sources=$5 source
  objects="$out/$name.d"; rm -rf "$objects"; mkdir -p "$objects"
  for source in $sources; do
    local object="$objects/$(basename "$source").o"
    case $source in
      *.cpp) $cpp $common $flags $cxx -c "$source" -o "$object" ;;
      *)     $cc $common $flags -c "$source" -o "$object" ;;
    esac 2> "$work/log" || { leave_out "$name" "$(head -1 "$work/log")"; return 1; }
  done
}

# link NAME "LINK COMMAND" [LIBRARY]...
link() {
  local name=$1 command=$2; shift 2
  $command -T "$work/high.ld" "$out/$name.d"/*.o "$@" -o "$out/$name.elf" 2> "$work/log" &&
  $command -T "$work/low.ld" "$out/$name.d"/*.o "$@" -o "$out/$name-low.elf" 2> "$work/log" || { leave_out "$name" "$(grep -m1 -i error "$work/log")"; return 1; }
}

firmware=$(echo "$tests"/Firmware/src/*.c "$tests"/Firmware/src/*.cpp "$tests"/Firmware/src/*.S)
sample="$tests/Fixtures/dwarf/sample.c $tests/Fixtures/dwarf/sample.cpp"
build() { # NAME gcc|clang "FLAGS" ["LINK COMMAND"] ["SOURCES"]
  if [ "$2" = gcc ]; then compile "$1" "$gcc" "$gxx" "$3" "${5:-$firmware}" && link "$1" "${4:-$gnuld}" "$work/libgcc.a"
  else compile "$1" "$clang" "$clangxx" "$3" "${5:-$firmware}" && link "$1" "${4:-$lld}" "$work/libgcc.a"; fi
}
drop() { rm -rf "$out/$1.d"; }

# plain COMPILER LEVEL VERSION
plain() { build "$1-$2-v$3" "$1" "-$2 -gdwarf-$3" && drop "$1-$2-v$3"; }
# split COMPILER VERSION LEVEL [NAME FLAGS]: the .dwo files stay beside the image, as DW_AT_comp_dir says
split() {
  local name=$1-split-${4:-$3}-v$2
  (cd "$out" && build "$name" "$1" "-$3 -gdwarf-$2 -gsplit-dwarf ${5:-}") && rm -f "$out/$name.d"/*.o
}
# package NAME TOOL: the same image with its .dwo files in one .dwp
package() {
  [ -f "$out/$1.elf" ] || return
  cp "$out/$1.elf" "$out/$1-$2.elf"; cp "$out/$1-low.elf" "$out/$1-$2-low.elf"
  # llvm-dwp 19 does not end on some units of GCC's DWARF 5, so that those are not packed here.
  timeout 20 "$2" -e "$out/$1.elf" -o "$out/$1-$2.elf.dwp" 2> "$work/log" || timeout 20 "$2" "$out/$1.d"/*.dwo -o "$out/$1-$2.elf.dwp" 2> "$work/log" ||
    { leave_out "$1-$2" "$(head -1 "$work/log")"; rm -f "$out/$1-$2.elf.dwp"; return 1; }
  cp "$out/$1-$2.elf.dwp" "$out/$1-$2-low.elf.dwp"
}
# changed NAME NEW COMMAND...: the images after a program that changes them
changed() {
  local name=$1 new=$2; shift 2
  [ -f "$out/$name.elf" ] || return
  "$@" "$out/$name.elf" "$out/$new.elf" 2> "$work/log" && "$@" "$out/$name-low.elf" "$out/$new-low.elf" 2> "$work/log" || leave_out "$new" "$(head -1 "$work/log")"
}

plain gcc O2 5
plain clang O2 5
plain gcc O0 2
split gcc 4 O2
split clang 5 O2; package clang-split-O2-v5 llvm-dwp-19
[ "$selection" = long ] || exit 0

for level in O0 Og O2 Os; do
  for version in 2 3 4 5; do
    for compiler in gcc clang; do plain $compiler $level $version; done
  done
done
if command -v clang-16 > /dev/null; then
  for image in O2-v2 O2-v3 O0-v4 Og-v4 O2-v4 Os-v4 O0-v5 Og-v5 O2-v5 Os-v5; do clang=${clang/-19/-16} clangxx=${clangxx/-19/-16} build clang16-$image clang "-${image%-*} -gdwarf-${image#*-v}"; drop clang16-$image; done
else
  leave_out_all clang16- "clang-16 is not installed"
fi
package gcc-split-O2-v4 dwp;     package gcc-split-O2-v4 llvm-dwp-19
split gcc 5 O2
split gcc 4 O0; split gcc 5 O0
split clang 4 O2; package clang-split-O2-v4 llvm-dwp-19; package clang-split-O2-v4 dwp
split clang 5 Og
for version in 4 5; do
  changed gcc-O2-v$version gcc-O2-v$version-zlib   arm-none-eabi-objcopy --compress-debug-sections=zlib-gabi
  changed gcc-O2-v$version gcc-O2-v$version-zdebug arm-none-eabi-objcopy --compress-debug-sections=zlib-gnu
  build gcc-types-v$version gcc "-Og -gdwarf-$version -fdebug-types-section"; drop gcc-types-v$version
  build clang-types-v$version clang "-Og -gdwarf-$version -fdebug-types-section"; drop clang-types-v$version
  build gcc-64bit-v$version gcc "-Og -gdwarf-$version -gdwarf64"; drop gcc-64bit-v$version
  build gcc-strict-v$version gcc "-O2 -gdwarf-$version -gstrict-dwarf"; drop gcc-strict-v$version
  build gcc-lto-v$version gcc "-O2 -flto -gdwarf-$version" "$gnuld -flto -O2 -gdwarf-$version"; drop gcc-lto-v$version
  build clang-lto-v$version clang "-O2 -flto -gdwarf-$version" "$lld -u memcpy -u memset -mllvm -generate-arange-section"; drop clang-lto-v$version
  build gcc-gdb-index-v$version gcc "-O2 -gdwarf-$version -ggnu-pubnames" "$lld --gdb-index"; drop gcc-gdb-index-v$version
  build clang-gdb-index-v$version clang "-O2 -gdwarf-$version -ggnu-pubnames" "$lld --gdb-index"; drop clang-gdb-index-v$version
  split gcc $version Og types -fdebug-types-section
  split clang $version Og types -fdebug-types-section; package clang-split-types-v$version llvm-dwp-19
done
package gcc-split-types-v4 llvm-dwp-19
build clang-names-v5 clang "-O2 -gdwarf-5 -gpubnames -glldb"; drop clang-names-v5
build clang-simple-v5 clang "-O2 -gdwarf-5 -gsimple-template-names -fdebug-macro"; drop clang-simple-v5
build gcc-unwind-v5 gcc "-O2 -gdwarf-5 -funwind-tables"; drop gcc-unwind-v5
build clang-unwind-v5 clang "-O2 -gdwarf-5 -funwind-tables"; drop clang-unwind-v5
for version in 3 5; do
  gcc="arm-none-eabi-gcc $machine -mbig-endian" gxx="arm-none-eabi-g++ $machine -mbig-endian" gnuld="$gnuld -mbig-endian" \
    build gcc-big-endian-v$version gcc "-O2 -gdwarf-$version" "$gnuld -mbig-endian" "$sample"; drop gcc-big-endian-v$version
done

# C++ with the standard library: libstdc++ and newlib come with debug information of their own.
library() {
  local name=$1 level=$2 version=$3 origin suffix
  for suffix in "" -low; do
    [ -z "$suffix" ] && origin=0x08000000 || origin=0
    $gxx -$level -gdwarf-$version -std=c++17 -ffunction-sections -fdata-sections -fdebug-prefix-map=$tests=/tests "$tests/Fixtures/corpora/containers.cpp" \
      --specs=nosys.specs -nostartfiles -Wl,--gc-sections -Wl,--build-id=sha1 -Wl,--no-warn-rwx-segments -Wl,-n -Wl,--defsym=FLASH=$origin -T "$tests/Fixtures/corpora/library.ld" -o "$out/$name$suffix.elf" 2> "$work/log" ||
      { leave_out "$name" "$(grep -m1 error "$work/log")"; return 1; }
  done
}
library gcc-library-O2-v5 O2 5
library gcc-library-Og-v4 Og 4

# Everything in some libraries, as Debian built them. Functions of COMDAT groups have two units in libstdc++.
whole() { # NAME LIBRARY...
  local name=$1 suffix origin; shift
  for suffix in "" -low; do
    [ -z "$suffix" ] && origin=0x08000100 || origin=0x100
    arm-none-eabi-ld --defsym=__dso_handle=0 --whole-archive "$@" --no-whole-archive --unresolved-symbols=ignore-all \
      --allow-multiple-definition --no-warn-mismatch -Ttext=$origin --no-warn-rwx-segments -o "$out/$name$suffix.elf" 2> "$work/log" || { leave_out $name "$(grep -m1 ld: "$work/log")"; return 1; }
  done
}
folder=$(dirname "$(arm-none-eabi-gcc $machine -print-file-name=libc.a)")
whole libraries "$folder/libstdc++.a" "$folder/libc.a" "$folder/libm.a" "$(arm-none-eabi-gcc $machine -print-libgcc-file-name)"
picolibc=/usr/lib/picolibc/arm-none-eabi/lib/thumb/v7e-m+fp/hard
[ -d $picolibc ] && whole picolibc $picolibc/libc.a $picolibc/libsemihost.a || leave_out picolibc "$picolibc is not there"

# Rust, without its core library: what comes with any rustc is enough to build it.
rust() { # NAME LEVEL VERSION
  local suffix origin
  RUSTC_BOOTSTRAP=1 rustc --edition 2021 --target thumbv7em-none-eabihf --emit=obj -C opt-level=$2 -C panic=abort -C relocation-model=static -C overflow-checks=off -C llvm-args=-generate-arange-section \
    -g -Z dwarf-version=$3 --remap-path-prefix "$tests=/tests" "$tests/Fixtures/corpora/shop.rs" -o "$work/rust.o" 2> "$work/log" || { leave_out "$1" "$(grep -m1 error "$work/log" || head -1 "$work/log")"; return 1; }
  for suffix in "" -low; do
    [ -z "$suffix" ] && origin=0x08000100 || origin=0x100
    ld.lld-19 --gc-sections -e Reset_Handler -Ttext=$origin "$work/rust.o" -o "$out/$1$suffix.elf" 2> "$work/log" || { leave_out "$1" "$(head -1 "$work/log")"; return 1; }
  done
}
for version in 4 5; do
  for level in 0 1 2 s; do rust rust-O$level-v$version $level $version; done
done
root=${RUST_ROOT:-$tests/../artifacts/third-party/rust}
[ -d "$root" ] && "$tests/Fixtures/corpora/rust-std.sh" "$root" "$out" || leave_out_all rust-std- "no Rust in $root: fetch.sh gets it"
ls "$out"/*.elf | wc -l
