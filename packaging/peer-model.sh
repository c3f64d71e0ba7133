#!/usr/bin/env bash
# An OpenAI-compatible server that this project did not write, to test against: peer-model.sh [--install] DIR [PORT]
# Installs the version that tests/peer/package-lock.json pins into DIR, where it is not installed yet, and serves tests/peer/fixtures.json on
# 127.0.0.1 until it is ended; one line on stdout names the address. --install: only installs. A set AIMOCK_API_KEYS names the keys it takes.
# Exit status 77: it cannot be had here (no Node.js, or no npm registry), and stderr says why.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
only_install=
if [[ ${1:-} == --install ]]; then
    only_install=1
    shift
fi
dir=${1:?use: peer-model.sh [--install] DIR [PORT]}
port=${2:-0}

unavailable() {
    echo "peer-model: $*" >&2
    exit 77
}

command -v node >/dev/null || unavailable "Node.js is not installed"
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 15) ? 0 : 1)' ||
    unavailable "Node.js $(node --version) is too old: 20.15 or newer is needed"

server=$dir/node_modules/@copilotkit/aimock/dist/cli.js
lock=$root/tests/peer/package-lock.json
if [[ ! -e $server ]] || ! cmp -s "$lock" "$dir/installed.json"; then
    command -v npm >/dev/null || unavailable "npm is not installed"
    mkdir -p "$dir"
    rm -f "$dir/installed.json"
    cp "$root/tests/peer/package.json" "$lock" "$dir"
    log=$dir/install.log
    (cd "$dir" && timeout 120 npm ci --ignore-scripts --omit=peer --no-audit --no-fund --fetch-retries=1 --fetch-timeout=20000) >"$log" 2>&1 ||
        unavailable "the npm registry gave no package: $(grep -m1 -E 'npm (error|ERR!)' "$log" || tail -n1 "$log")"
    cp "$lock" "$dir/installed.json" # last: what an interrupted installation left is not used
fi
[[ -z $only_install ]] || exit 0
exec node "$server" --host 127.0.0.1 --port "$port" --fixtures "$root/tests/peer/fixtures.json" --log-level info
