#!/usr/bin/env bash
# Runs a command against an X server of its own: with-display.sh COMMAND...
# SCREEN=1600x1000 sets the size. Xvfb picks a free display itself, so that any number may run side by side.
set -euo pipefail
command -v Xvfb >/dev/null || { echo "with-display: Xvfb is missing; run packaging/setup.sh test" >&2; exit 3; }
exec {ready}<> <(:)
Xvfb -displayfd "$ready" -screen 0 "${SCREEN:-1600x1000}x24" -nolisten tcp >/dev/null 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true' EXIT
read -r -t 30 -u "$ready" number || { echo "with-display: Xvfb did not start" >&2; exit 3; }
DISPLAY=:$number "$@"
