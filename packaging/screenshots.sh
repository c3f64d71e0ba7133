#!/usr/bin/env bash
# Takes pictures of the window on real data, under Xvfb: screenshots.sh OUT [REPOSITORY [DAY]]
# REPOSITORY: an address or a folder (default: this very repository); DAY: 2026-01-07 (default: its newest).
# light and dark, English and Chinese, normal, empty and error, at scale 1 and 2.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[[ $# -ge 1 ]] || { echo "screenshots: give the folder for the pictures" >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
repository=${2:-$root}
day=${3:-}

"$root/packaging/setup.sh" test
(cd "$root" && cmake --preset ci >/dev/null && cmake --build --preset ci --target rijian-test-windowshot -- --quiet)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export QT_QPA_PLATFORM=xcb
[[ $(id -u) -ne 0 ]] || export QTWEBENGINE_DISABLE_SANDBOX=1 # Chromium's sandbox cannot run as root

# picture NAME SCALE [options of the tool]
picture() {
    local name=$1 scale=$2
    shift 2
    SCREEN=$((1440 * scale))x$((900 * scale)) QT_SCALE_FACTOR=$scale "$root/tests/support/with-display.sh" \
        "$root/build/ci/bin/rijian-test-windowshot" "$@" "$out/$name.png" 2>"$work/err" ||
        { cat "$work/err" >&2; exit 1; }
    echo "$out/$name.png"
}

date=()
[[ -z $day ]] || date=(--date "$day")
for language in en zh_CN; do
    for theme in light dark; do
        common=(--language "$language" --theme "$theme")
        picture "normal-$language-$theme" 1 --data-dir "$work/data" "${date[@]}" "${common[@]}" "$repository"
        picture "welcome-$language-$theme" 1 --data-dir "$work/none-$language-$theme" "${common[@]}"
    done
    for scene in empty side-by-side calendar settings keys; do
        picture "$scene-$language" 1 --data-dir "$work/data" "${date[@]}" --language "$language" --scene "$scene"
    done
    # Nothing listens on port 9: an address that cannot be reached.
    picture "error-$language" 1 --data-dir "$work/error-$language" --language "$language" https://127.0.0.1:9/owner/name
done
picture normal-en-light-2x 2 --data-dir "$work/data" "${date[@]}" --language en
picture normal-zh_CN-dark-2x 2 --data-dir "$work/data" "${date[@]}" --language zh_CN --theme dark
