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
display=${WAYLAND_DISPLAY:-${DISPLAY:-}}
if [[ $# -gt 0 ]]; then
    # A sub-command or an option is for the command line; an address opens in the desktop where there is one.
    if [[ -n $display && -x $bin/rijian ]] && [[ $1 == *[/:]* ]]; then
        exec "$bin/rijian" "$@"
    fi
    exec "$bin/rijian-cli" "$@"
fi
if [[ -n $display && -x $bin/rijian ]]; then
    exec "$bin/rijian"
fi

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
