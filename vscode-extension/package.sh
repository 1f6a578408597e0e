#!/bin/bash
# Builds artifacts/rsp-debug.vsix. usage: package.sh [--with-adapter]
# --with-adapter puts the published adapter (../build.sh) inside, for this machine's platform. Needs node 20 or later and npm.
set -euo pipefail
cd "$(dirname "$0")"
out=../artifacts; mkdir -p "$out"
[ -x node_modules/.bin/vsce ] || npm ci --ignore-scripts --silent
npm run --silent check
npm run --silent bundle
rm -rf adapter; cp ../LICENSE LICENSE
target=()
if [ "${1:-}" = --with-adapter ]; then
  [ -x ../artifacts/rsp-debug/rsp-debug ] || ../build.sh
  cp -r ../artifacts/rsp-debug adapter; rm -f adapter/*.pdb adapter/*.xml
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) target=(--target linux-x64) ;;
    Linux-aarch64) target=(--target linux-arm64) ;;
    Darwin-arm64) target=(--target darwin-arm64) ;;
    Darwin-x86_64) target=(--target darwin-x64) ;;
  esac
fi
node_modules/.bin/vsce package "${target[@]}" --no-dependencies --allow-missing-repository --out "$out/rsp-debug.vsix" > "$out/vsce.log" 2>&1 ||
  { cat "$out/vsce.log" >&2; exit 1; }
rm -rf adapter LICENSE
echo "packaged artifacts/rsp-debug.vsix ($(du -h "$out/rsp-debug.vsix" | cut -f1))"
