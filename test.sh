#!/bin/bash
# Runs every test and ends with one line: N passed, N failed, N skipped. Exit code 0 only when nothing failed.
# usage: ./test.sh [--long]      --long makes the long runs: millions of mutations, packets and steps, full corpora (some hours)
# Installs with apt what is missing, when it may; a test whose tool cannot be had is skipped and listed with its reason.
set -uo pipefail
cd "$(dirname "$0")"
limit=1200                                                         # seconds for the tests of one project
for argument in "$@"; do
  case $argument in
    --long) export RSP_DEBUG_LONG=1; limit=28800 ;;
    *) sed -n '2,4s/^# //p' "$0"; exit 2 ;;
  esac
done
command -v dotnet > /dev/null || { echo "test.sh: the .NET 10 SDK is missing (dotnet is not on PATH)" >&2; exit 3; }
started=$SECONDS
results=artifacts/test-results
rm -rf "$results"; mkdir -p "$results"
passed=0 failed=0 skipped=0
: > "$results/failed.txt"; : > "$results/skipped.txt"

# add NAME PASSED FAILED SKIPPED: one line of progress for each group of tests
add() {
  printf '%-28s %5d passed %3d failed %3d skipped   %4d s\n' "$1" "$2" "$3" "$4" $((SECONDS - group_started))
  passed=$((passed + $2)); failed=$((failed + $3)); skipped=$((skipped + $4))
}

. scripts/packages.sh
ensure_packages \
  "qemu-system-arm qemu-system-arm" "openocd openocd" "gdb-multiarch gdb-multiarch" "lldb-19 lldb-19" "python3 python3" \
  "arm-none-eabi-gcc gcc-arm-none-eabi" "/usr/include/newlib/stdio.h libnewlib-arm-none-eabi" "readelf binutils" \
  "clang-19 clang-19" "ld.lld-19 lld-19" "llvm-symbolizer-19 llvm-19" "eu-addr2line elfutils" "dwz dwz" \
  "node nodejs" "npm npm" "chromium chromium" "rg ripgrep" "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf fonts-dejavu-core" \
  "make make" "g++ g++" "gdbserver gdbserver" "qemu-arm qemu-user" "valgrind valgrind" "simavr simavr"

if [ "${RSP_DEBUG_LONG:-}" = 1 ]; then
  ensure_packages "clang-16 clang-16" "/usr/lib/picolibc/arm-none-eabi picolibc-arm-none-eabi"
  tests/Fixtures/corpora/fetch.sh artifacts/third-party
fi

echo "== build"
dotnet build Debugger.sln -c Release --nologo -v quiet "-clp:ErrorsOnly;NoSummary" || exit 1
./build.sh || exit 1                                                # finds the libraries compiled

export RSP_DEBUG=$PWD/artifacts/rsp-debug/rsp-debug                # the end-to-end tests take the published adapter
echo "== tests"
for project in tests/*.Tests tests/Fuzz/*; do
  [ -n "$(find "$project" -maxdepth 1 -name '*.csproj')" ] || continue
  name=$(basename "$(ls "$project"/*.csproj)" .csproj)
  group_started=$SECONDS
  timeout $limit dotnet test "$project" -c Release --no-build --nologo -v quiet --logger "trx;LogFileName=$name.trx" \
    --results-directory "$results" > "$results/$name.log" 2>&1
  code=$?
  if [ ! -f "$results/$name.trx" ]; then
    if [ $code -eq 0 ]; then continue; fi                       # a project without tests writes no results
    printf 'failed\t%s\tno results; exit code %d, see %s\n' "$name" $code "$results/$name.log" >> "$results/failed.txt"
    add "$name" 0 1 0
    continue
  fi
  awk -f scripts/summarise.awk "$results/$name.trx" > "$results/$name.tsv"
  grep -P '^failed\t' "$results/$name.tsv" >> "$results/failed.txt"
  grep -P '^skipped\t' "$results/$name.tsv" >> "$results/skipped.txt"
  read -r _ p f s < <(grep -P '^counts\t' "$results/$name.tsv")
  if [ $code -ne 0 ] && [ "$f" -eq 0 ]; then                          # the test host died after the last result
    printf 'failed\t%s\tthe run was aborted; exit code %d, see %s\n' "$name" $code "$results/$name.log" >> "$results/failed.txt"
    f=1
  fi
  add "$name" "$p" "$f" "$s"
done

# Each of these prints lines "passed|failed|skipped <tab> name <tab> reason" to the file it is given.
for suite in vscode-extension/test.sh tests/VsCode/test.sh; do
  [ -x "$suite" ] || continue
  name=$(dirname "$suite"); name=${name#tests/}
  group_started=$SECONDS
  timeout 900 "$suite" "$PWD/$results/$name.tsv" > "$results/$name.log" 2>&1
  code=$?
  touch "$results/$name.tsv"
  grep -P '^failed\t' "$results/$name.tsv" >> "$results/failed.txt"
  grep -P '^skipped\t' "$results/$name.tsv" >> "$results/skipped.txt"
  p=$(grep -cP '^passed\t' "$results/$name.tsv"); f=$(grep -cP '^failed\t' "$results/$name.tsv"); s=$(grep -cP '^skipped\t' "$results/$name.tsv")
  if [ $code -ne 0 ] && [ "$f" -eq 0 ]; then
    printf 'failed\t%s\texit code %d, see %s\n' "$name" $code "$results/$name.log" >> "$results/failed.txt"
    f=1
  fi
  add "$name" "$p" "$f" "$s"
done

if [ -s "$results/failed.txt" ]; then
  echo "== failed"
  cut -f2- "$results/failed.txt" | sed 's/\t/: /' | cut -c1-300
fi
if [ -s "$results/skipped.txt" ]; then
  echo "== skipped"
  # Cases of one test with one reason are one line.
  cut -f2- "$results/skipped.txt" | sed 's/(.*)\t/\t/' | sort | uniq -c | sed -E 's/^ *([0-9]+) (.*)\t/\1 x \2: /' | cut -c1-300
fi
echo "took $((SECONDS - started)) s; logs in $results/"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
