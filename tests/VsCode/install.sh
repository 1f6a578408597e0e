#!/bin/bash
# Puts the real VS Code workbench (as code-server 4.100.3), a browser driver and nothing else into a cache directory.
# usage: install.sh [DIR]       default: ${XDG_CACHE_HOME:-~/.cache}/rsp-debug/vscode-4.100.3
# Needs: node 20, npm, chromium, rg, make, g++, python3 (test.sh installs them). Does nothing when the tree is complete.
set -euo pipefail
version=4.100.3
dir=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/rsp-debug/vscode-$version}
stamp="$dir/complete"
[ -f "$stamp" ] && exit 0
mkdir -p "$dir"
exec 9> "$dir/lock"; flock 9                     # two runs at once: the second waits and finds it done
[ -f "$stamp" ] && exit 0

# npm scripts stay off: some fetch ready-made programs from outside the package registry. What they would have done is done below.
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false npm_config_loglevel=error
[ -f /usr/include/node/node.h ] && export npm_config_nodedir=/usr
add() { (cd "$1" && shift && npm install --ignore-scripts "$@"); }

echo "VS Code for tests: installing code-server $version into $dir (450 MB, two minutes)" >&2
mkdir -p "$dir/server" "$dir/tools"
[ -f "$dir/server/package.json" ] || echo '{"private":true}' > "$dir/server/package.json"
[ -f "$dir/tools/package.json" ] || echo '{"private":true}' > "$dir/tools/package.json"
add "$dir/tools" playwright-core@1.55.0
add "$dir/server" "code-server@$version"
vscode="$dir/server/node_modules/code-server/lib/vscode"
add "$vscode" --omit=dev
add "$vscode/extensions" --omit=dev

# The server imports argon2 at start: it is compiled here.
(cd "$dir/server" && npm_config_build_from_source=true npm rebuild argon2)

# Links that the package's own install step would make.
cd "$vscode"
rm -rf node_modules.asar && ln -s node_modules node_modules.asar
ln -sf code-linux.sh bin/remote-cli/code-server
ln -sf browser-linux.sh bin/helpers/browser.sh
mkdir -p node_modules/@vscode/ripgrep/bin
ln -sf "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg

: > "$dir/config.yaml"
node "$dir/server/node_modules/code-server/out/node/entry.js" --config "$dir/config.yaml" --version >&2
touch "$stamp"
