#!/bin/bash
# Builds the value fixtures beside this script and records what gdb says of them. The results are kept: only a change of the sources needs this.
# usage: ./build.sh [cpp] [classes] [rust] [tinygo] [half] [byte-order]
# Debian: gcc-arm-none-eabi libnewlib-arm-none-eabi libstdc++-arm-none-eabi-newlib clang-19 lld-19 llvm-19 gdb-multiarch qemu-system-arm libstdc++6; versions are in VERSIONS.txt.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
what=${*:-cpp classes rust tinygo half byte-order}
machine="-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16"
common="$machine -ffunction-sections -ffile-prefix-map=$PWD=/values"
cxx="-std=c++17 -fno-exceptions -fno-rtti -fno-threadsafe-statics -fno-use-cxa-atexit"

# Debug information of our own units only, and compressed: the images stay small.
finish() { # name
  arm-none-eabi-objcopy --compress-debug-sections=zlib "$work/$1.elf" "$1.elf"
  chmod 644 "$1.elf"
}

record() { # name names-file
  gdb-multiarch -nx -batch -ex "py ARGS=['$1.elf','$2','$1.gdb.txt','$1.ram']" -x gdb-values.py > "$work/gdb.log" 2>&1 || { cat "$work/gdb.log"; exit 1; }
}

expressions() { # image name language
  gdb-multiarch -nx -batch -ex "py ARGS=['$1','$2-expressions.txt','$2.gdb.txt','$3']" -x expressions-gdb.py
}

link() { # name objects...
  local name=$1; shift
  arm-none-eabi-g++ $machine -nostartfiles -nodefaultlibs -T values.ld -Wl,--gc-sections -Wl,-n -Wl,--no-warn-rwx-segments "$work/start.o" "$@" \
    -L"$work" -lstdc++ -lm -Wl,--start-group -lc -lnosys -lgcc -Wl,--end-group -o "$work/$name.elf"
}

arm-none-eabi-gcc $common -Og -ffreestanding -c start.c -o "$work/start.o"
arm-none-eabi-objcopy -g "$(arm-none-eabi-g++ $machine -print-file-name=libstdc++.a)" "$work/libstdc++.a"
for library in m c nosys gcc; do arm-none-eabi-objcopy -g "$(arm-none-eabi-gcc $machine -print-file-name=lib$library.a)" "$work/lib$library.a"; done

if [[ " $what " == *" cpp "* ]]; then
  grep -oE '\bg_[a-z_]+' values.cpp | awk '!seen[$0]++' | grep -v -x -E 'g_heap|g_used' > "$work/names.txt"
  arm-none-eabi-g++ $common $cxx -O0 -g -gdwarf-4 -c values.cpp -o "$work/a.o"; link cpp-gcc-O0-dwarf4 "$work/a.o"
  arm-none-eabi-g++ $common $cxx -D_GLIBCXX_ASSERTIONS -Og -g -gdwarf-5 -c values.cpp -o "$work/b.o"; link cpp-gcc-Og-dwarf5 "$work/b.o"
  include=$(arm-none-eabi-g++ $machine -E -x c++ -v /dev/null 2>&1 | sed -n '/^#include </,/^End/p' | grep '^ ' | sed 's/^ /-isystem/' | tr '\n' ' ')
  clang++-19 --target=thumbv7em-none-eabihf $common $cxx -nostdinc $include -isystem"$(clang++-19 -print-resource-dir)/include" -Og -g -gdwarf-5 -fstandalone-debug \
    -c values.cpp -o "$work/c.o"; link cpp-clang-Og-dwarf5 "$work/c.o"
  for name in cpp-gcc-O0-dwarf4 cpp-gcc-Og-dwarf5 cpp-clang-Og-dwarf5; do finish $name; record $name "$work/names.txt"; done
fi

if [[ " $what " == *" classes "* ]]; then
  arm-none-eabi-g++ $common $cxx -O0 -g -gdwarf-4 -ffreestanding -c classes.cpp -o "$work/d.o"; link classes-gcc-O0-dwarf4 "$work/d.o"
  clang++-19 --target=thumbv7em-none-eabihf $common $cxx -O0 -g -gdwarf-5 -c classes.cpp -o "$work/e.o"; link classes-clang-O0-dwarf5 "$work/e.o"
  arm-none-eabi-g++ $common $cxx -DJUMPED -O2 -g -gdwarf-5 -ffreestanding -c classes.cpp -o "$work/f.o"; link classes-gcc-O2-dwarf5 "$work/f.o"
  for name in classes-gcc-O0-dwarf4 classes-clang-O0-dwarf5 classes-gcc-O2-dwarf5; do finish $name; record $name /dev/null; done
fi

if [[ " $what " == *" tinygo "* ]]; then
  llc-19 -mtriple=thumbv7em-none-eabihf -mcpu=cortex-m4 -filetype=obj -relocation-model=static values.go.ll -o "$work/go.o"
  # Nothing refers to the variables: they are kept by linking without --gc-sections.
  arm-none-eabi-g++ $machine -nostartfiles -nodefaultlibs -T values.ld -Wl,-n -Wl,--no-warn-rwx-segments "$work/start.o" "$work/go.o" -o "$work/tinygo.elf"
  finish tinygo
fi

if [[ " $what " == *" half "* ]]; then
  arm-none-eabi-gcc $common -mfp16-format=ieee -O0 -g -nostdlib -Wl,-Ttext=0x08000000 -Wl,-Tdata=0x20000000 -Wl,-n -Wl,--no-warn-rwx-segments -e main half.c -lgcc -o half.elf
  chmod 644 half.elf
  expressions half.elf half c
fi

# There are no libraries for big-endian cores: what the library would do at run time the source lays out itself.
if [[ " $what " == *" byte-order "* ]]; then
  for order in big little; do
    arm-none-eabi-g++ -mcpu=cortex-m4 -mthumb -m$order-endian -ffunction-sections -ffile-prefix-map="$PWD"=/values -std=c++20 -fno-exceptions -fno-rtti -fno-threadsafe-statics -fno-use-cxa-atexit -O0 -g -gdwarf-5 \
      -nostdlib -Wl,-Ttext=0x08000000 -Wl,-Tdata=0x20000000 -Wl,-n -Wl,--no-warn-rwx-segments -Wl,--unresolved-symbols=ignore-all -Wl,--gc-sections -e main byte-order.cpp -o "$work/byte-order-$order.elf"
    finish byte-order-$order
  done
  expressions byte-order-big.elf byte-order c++
fi

# Rust needs rustc and its library source of one version, which Debian keeps as rustc-web and rust-web-src. Nothing is installed:
#   apt-get download rustc-web rust-web-src libstd-rust-web-dev libstd-rust-web-1.96 libllvm22 && for p in *.deb; do dpkg -x $p DIRECTORY; done
# and RUST_ROOT=DIRECTORY ./build.sh rust
if [[ " $what " == *" rust "* && -n ${RUST_ROOT:-} ]]; then
  export RUSTC_BOOTSTRAP=1 LD_LIBRARY_PATH=$(dirname "$(find "$RUST_ROOT" -name 'libLLVM*.so*' | head -1)"):$(dirname "$(find "$RUST_ROOT" -name 'librustc_driver*.so' | head -1)")
  rustc=$RUST_ROOT/usr/bin/rustc source=$(find "$RUST_ROOT/usr/src" -maxdepth 2 -name library | head -1)
  library="--target thumbv7em-none-eabihf --edition 2024 -C opt-level=1 -C panic=abort -Z force-unstable-if-unmarked -A warnings --crate-type rlib --out-dir $work/rust --remap-path-prefix $RUST_ROOT=/rust"
  $rustc $library --crate-name core "$source/core/src/lib.rs"
  $rustc $library --crate-name compiler_builtins "$(find "$source" -path "*compiler-builtins/src/lib.rs" | head -1)" --cfg 'feature="compiler-builtins"' --cfg 'feature="mem"' \
    --cfg 'feature="unmangled-names"' -L "$work/rust" --extern core="$work/rust/libcore.rlib"
  $rustc $library --crate-name alloc "$source/alloc/src/lib.rs" -L "$work/rust" --extern core="$work/rust/libcore.rlib" --extern compiler_builtins="$work/rust/libcompiler_builtins.rlib"
  for variant in "0 4" "1 5"; do
    read -r level dwarf <<< "$variant"
    name=rust-O$level-dwarf$dwarf
    $rustc --target thumbv7em-none-eabihf --edition 2024 -C opt-level=$level -C debuginfo=2 -C panic=abort -Z dwarf-version=$dwarf --remap-path-prefix "$PWD=/values" --remap-path-prefix "$RUST_ROOT=/rust" \
      --crate-type staticlib -L "$work/rust" -o "$work/$name.a" values.rs
    link $name "$work/$name.a"; finish $name; record $name /dev/null
  done
  $rustc --version > RUST-VERSION.txt
fi

{ arm-none-eabi-g++ --version | head -1; clang-19 --version | head -1; qemu-system-arm --version | head -1; gdb-multiarch --version | head -1; } > VERSIONS.txt
ls -l
