#!/bin/bash
# Rust with its real core, alloc and compiler_builtins, all of one level and DWARF version: images of ledger.rs at 0x08000000 and at 0.
# usage: rust-std.sh RUST OUT            all of them; RUST is what fetch.sh unpacks; OUT/left-out.txt says what cannot be built
#        rust-std.sh RUST OUT small      the one that is kept in this repository
set -uo pipefail
rust=$(cd "$1" && pwd) || exit 1
out=$(mkdir -p "$2" && cd "$2" && pwd)
cd "$(dirname "$0")"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export RUSTC_BOOTSTRAP=1 LD_LIBRARY_PATH=$(dirname "$(find "$rust" -name 'libLLVM*.so*' | head -1)"):$(dirname "$(find "$rust" -name 'librustc_driver*.so' | head -1)")
rustc=$rust/usr/bin/rustc source=$(find "$rust/usr/src" -maxdepth 2 -name library | head -1)

# ledger NAME LEVEL VERSION "FLAGS" ["FLAGS OF THE LIBRARIES"]
ledger() {
  local name=$1 common="--target thumbv7em-none-eabihf --edition 2024 -C opt-level=$2 -C debuginfo=2 -C panic=abort -Z dwarf-version=$3 -C llvm-args=-generate-arange-section"
  local ofLibraries=${5:-}
  local paths="--remap-path-prefix $rust=/rust --remap-path-prefix $PWD=/tests" libs="$work/$2-$3-${ofLibraries//[^a-z0-9]/}" suffix origin
  local library="$common $ofLibraries $paths -Z force-unstable-if-unmarked -A warnings --crate-type rlib --out-dir $libs -L $libs"
  { [ -f "$libs/liballoc.rlib" ] || {
      $rustc $library --crate-name core "$source/core/src/lib.rs" &&
      $rustc $library --crate-name compiler_builtins "$source/compiler-builtins/compiler-builtins/src/lib.rs" --extern core="$libs/libcore.rlib" \
        --cfg 'feature="compiler-builtins"' --cfg 'feature="mem"' --cfg 'feature="unmangled-names"' &&
      $rustc $library --crate-name alloc "$source/alloc/src/lib.rs" --extern core="$libs/libcore.rlib" --extern compiler_builtins="$libs/libcompiler_builtins.rlib"; } } &&
    $rustc $common $paths $4 --crate-type staticlib -L "$libs" -o "$work/$name.a" ledger.rs &&
    for suffix in "" -low; do
      [ -z "$suffix" ] && origin=0x08000100 || origin=0x100
      ld.lld-19 --gc-sections -n -e Reset_Handler -Ttext=$origin "$work/$name.a" -o "$out/$name$suffix.elf" || return 1
    done
} 2> "$work/log"
try() { ledger "$@" || { echo "$1 ($(grep -m1 error "$work/log" || head -1 "$work/log"))" | tee -a "$out/left-out.txt" >&2; rm -f "$out/$1.elf" "$out/$1-low.elf"; }; }

if [ "${3:-}" = small ]; then
  # Of the libraries lines and inlined calls alone; their types are in the program's unit where it uses them.
  try rust-std-lto-small-v4 s 4 "--cfg small -C lto=fat -C codegen-units=1" "-C debuginfo=1"
  for suffix in "" -low; do
    arm-none-eabi-objcopy --compress-debug-sections=zlib "$out/rust-std-lto-small-v4$suffix.elf" && chmod 644 "$out/rust-std-lto-small-v4$suffix.elf"
  done
  { $rustc --version; ld.lld-19 --version; } > "$out/VERSIONS.txt"
  exit
fi
for version in 4 5; do
  for level in 0 1 2 s; do try rust-std-O$level-v$version $level $version ""; done
  try rust-std-lto-v$version s $version "-C lto=fat -C codegen-units=1"
  rm -rf "$work"/?-$version-*
done
