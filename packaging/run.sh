#!/usr/bin/env bash
# Installs what is missing, builds and starts Rijian: run.sh [arguments]
# With a sub-command: rijian-cli with those arguments. Without arguments and without a display: the main job on
# this very repository, as a first look.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
fail() {
    echo "run: $*" >&2
    exit 3
}

"$root/packaging/setup.sh" build
log=$root/build/release.log
mkdir -p "$root/build"
build() { (cd "$root" && cmake --preset release && cmake --build --preset release) >"$log" 2>&1; }
[[ -x $root/build/release/bin/rijian-cli ]] || echo "run: building (a few minutes the first time) ..." >&2
build || { tail -n 20 "$log" >&2; fail "the build failed; all of it: $log"; }

bin=$root/build/release/bin
# desktop [ARGUMENTS]: Chromium's sandbox, which the card's page runs in, does not work for root.
desktop() {
    if [[ $(id -u) -eq 0 && -z ${QTWEBENGINE_DISABLE_SANDBOX:-} ]]; then
        echo "run: started as root, so the browser engine's sandbox is off (its pages run no script and reach no network)" >&2
        export QTWEBENGINE_DISABLE_SANDBOX=1
    fi
    exec "$bin/rijian" "$@"
}
display=${WAYLAND_DISPLAY:-${DISPLAY:-}}
# What the command line knows as a sub-command is for it; the rest (addresses, the desktop's options) is for the desktop where there is a display.
headless=
for word in "$@"; do
    ! "$bin/rijian-cli" "$word" --help >/dev/null 2>&1 || headless=1
done
if [[ -z $headless && -n $display && -x $bin/rijian ]]; then
    desktop "$@"
fi
[[ $# -eq 0 ]] || exec "$bin/rijian-cli" "$@"

day=$(TZ=Asia/Shanghai git -C "$root" log -1 --date=format-local:%F --format=%cd 2>/dev/null) ||
    fail "this folder is not a git checkout; try: packaging/run.sh run owner/name --date yesterday"
report=$root/build/每日更新报告-$day.md
"$bin/rijian-cli" --data-dir "$root/build/first-look" run "$root" --date "$day" -o "$report"
cat <<END

The report of this repository's newest day ($day) is in
    $report
Go on with a repository of your own, for example:
    ./packaging/run.sh run vllm-project/vllm --date yesterday -o report.md
    ./packaging/run.sh --help
END
