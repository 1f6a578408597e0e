#!/bin/bash
# Type check, unit tests and packaging of the extension. usage: test.sh RESULTS   (one line a test: passed|failed|skipped, name, reason)
set -uo pipefail
results=$(realpath -m "${1:-/dev/stdout}")
cd "$(dirname "$0")"
if ! command -v npm > /dev/null || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
  printf 'skipped\tvscode-extension\tneeds node 20 or later and npm\n' >> "$results"; exit 0
fi
if [ ! -x node_modules/.bin/tsc ] && ! npm ci --ignore-scripts --silent; then
  printf 'skipped\tvscode-extension\tnpm could not install the packages of package-lock.json\n' >> "$results"; exit 0
fi
code=0
one() { local name=$1; shift; if "$@"; then printf 'passed\t%s\n' "$name"; else printf 'failed\t%s\tsee the log\n' "$name"; fi >> "$results"; }
one "types are right" npm run --silent check
node esbuild.mjs --tests || { printf 'failed\tunit tests\tthey do not bundle\n' >> "$results"; exit 1; }
node --test --test-reporter=tap out/test/ > out/tests.tap || code=1
cat out/tests.tap
# Tests are the innermost points; the files around them are points too and are left out.
sed -nE 's/^ *(not )?ok [0-9]+ - ([A-Za-z_0-9]+_[A-Za-z_0-9]+)( #.*)?$/\1\t\2/p' out/tests.tap |
  sed -E 's/^not \t(.*)$/failed\t\1\tsee the log/; s/^\t/passed\t/' >> "$results"
one "package makes a .vsix" ./package.sh
exit $code
