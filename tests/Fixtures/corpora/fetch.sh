#!/bin/bash
# Fetches from Debian what the long run of the corpora reads and no other test needs: nothing of it is installed or kept in the repository.
#   OUT/rust        rustc with the source of its libraries, of one version, unpacked (1 GB)
#   OUT/elfutils    the files that elfutils tests itself with (145 MB)
# usage: fetch.sh OUT      what is there already is left alone; what cannot be had is said, and the tests that read it are skipped
set -uo pipefail
out=$(mkdir -p "$1" && cd "$1" && pwd)
command -v apt-get > /dev/null || { echo "fetch.sh: no apt-get here" >&2; exit 0; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

if [ ! -e "$out/rust" ]; then
  mkdir "$work/rust"
  (cd "$work" && apt-get -qq download rustc-web rust-web-src libstd-rust-web-dev libstd-rust-web-1.96 libllvm22 2> "$work/log") &&
    for package in "$work"/*.deb; do dpkg -x "$package" "$work/rust" || break; done && mv "$work/rust" "$out/rust" || echo "fetch.sh: no Rust: $(tail -1 "$work/log")" >&2
fi

if [ ! -e "$out/elfutils" ]; then
  # Sources are in no list of a machine that only installs packages: a list for this one question.
  mkdir -p "$work/lists/partial" "$work/elfutils"
  site=$(apt-cache policy | grep -m1 -oE 'https?://[^ ]*debian(/| )' | tr -d ' '); release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  echo "deb-src $site $release main" > "$work/source.list"
  options=(-qq -o Dir::Etc::sourcelist="$work/source.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::Lists="$work/lists")
  (cd "$work" && apt-get "${options[@]}" update && apt-get "${options[@]}" source --download-only elfutils) > "$work/log" 2>&1 &&
    tar -xf "$work"/elfutils_*.orig.tar.bz2 -C "$work/elfutils" --strip-components=2 --wildcards '*/tests/*.bz2' && bunzip2 "$work"/elfutils/*.bz2 && mv "$work/elfutils" "$out/elfutils" ||
    echo "fetch.sh: no source of elfutils: $(tail -1 "$work/log")" >&2
fi
