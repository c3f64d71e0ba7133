#!/usr/bin/env bash
# Installs what is missing, builds with tests and runs all of them: test.sh [PRESET]
# PRESET: ci (default), dev, or a sanitizer's: asan, tsan.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=${1:-ci}
"$root/packaging/setup.sh" test
cd "$root"
# A server of others to test against; where it cannot be had, its test says so and is skipped.
./packaging/peer-model.sh --install build/peer || [[ $? -eq 77 ]]
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" -- --quiet
ctest --preset "$preset"
