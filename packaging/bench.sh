#!/usr/bin/env bash
# Measures rijian-cli against git, in one run on the same repositories, and prints ratios (below 1: faster than git).
# bench.sh [FOLDER of repositories]   default: this very repository. ROUNDS=n sets the number of rounds (default 7).
# Each figure is the median of its rounds; the two programs take turns. Whole processes are timed, start to end.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
rounds=${ROUNDS:-7}
export TZ=Asia/Shanghai GIT_TERMINAL_PROMPT=0

"$root/packaging/setup.sh" bench
(cd "$root" && cmake --preset bench >/dev/null && cmake --build --preset bench --target rijian-cli rijian-test-gitserver >/dev/null)
cli=$root/build/bench/bin/rijian-cli
work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

# elapsed COMMAND...: sets microseconds in $took; what the command prints is dropped.
elapsed() {
    local start=${EPOCHREALTIME/./}
    "$@" >/dev/null 2>"$work/err" || { echo "bench: failed: $*" >&2; cat "$work/err" >&2; exit 1; }
    took=$((${EPOCHREALTIME/./} - start))
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# compare NAME GOAL PREPARE OURS THEIRS: functions; PREPARE runs before each, untimed. Prints one line.
compare() {
    local name=$1 goal=$2 prepare=$3 ours=$4 theirs=$5 took
    : >"$work/ours" && : >"$work/theirs"
    for ((round = 0; round < rounds; ++round)); do
        "$prepare" && elapsed "$ours" && echo "$took" >>"$work/ours"
        "$prepare" && elapsed "$theirs" && echo "$took" >>"$work/theirs"
    done
    awk -v name="$name" -v goal="$goal" -v ours="$(median <"$work/ours")" -v theirs="$(median <"$work/theirs")" 'BEGIN {
        printf "  %-44s %8.1f ms  git %8.1f ms  ratio %5.2f  (goal %s)\n", name, ours / 1000, theirs / 1000, ours / theirs, goal }'
}

fresh() { rm -rf "$work/data" "$work/clone" && cp -r "$work/tracked" "$work/data"; }
unseen() { rm -rf "$work/data" "$work/clone"; }
nothing() { :; }

our_day() { "$cli" --data-dir "$work/data" commits it --date "$day" --json; }
git_day() { git -C "$repository" log --since="$day 00:00:00" --until="$day 23:59:59" -M --shortstat; }
git_day_merges() { git -C "$repository" log --since="$day 00:00:00" --until="$day 23:59:59" -M --shortstat --diff-merges=first-parent; }
our_month() { "$cli" --data-dir "$work/data" commits it --since "$month" --until "$last" --no-merges --json; }
git_month() { git -C "$repository" log --since="$month 00:00:00" --until="$last 23:59:59" --no-merges -M --shortstat; }
our_first() { "$cli" --data-dir "$work/data" commits "$url" --date "$newest" --json; }
git_first() { git clone -q --bare --depth 100 --single-branch "$url" "$work/clone"; }
our_fetch() { "$cli" --data-dir "$work/fetched" fetch it; }
git_fetch() { git -C "$work/cloned" fetch -q; }
our_analysis() { "$cli" --data-dir "$work/data" analyze it --since "$first" --until "$last" --no-merges --analyzer rules; }
git_patches() { git -C "$repository" log --since="$first 00:00:00" --until="$last 23:59:59" --no-merges -M -p; }

measure() {
    repository=$1
    local served=$work/served/$2.git
    ln -sfn "$(git -C "$repository" rev-parse --absolute-git-dir)" "$served"
    url=$base/$2.git
    # The span that holds the newest thousand commits, and the busiest day in it: a day of one commit measures nothing but
    # how long a process takes to start.
    git -C "$repository" log --no-merges -1000 --date=format-local:%F --format=%cd >"$work/days"
    last=$(head -n 1 "$work/days")
    first=$(tail -n 1 "$work/days")
    month=$(date -d "$last -30 days" +%F)
    day=$(sort "$work/days" | uniq -c | sort -k1,1nr -k2,2r | awk 'NR == 1 { print $2 }')
    rm -rf "$work/tracked" "$work/fetched" "$work/cloned"
    "$cli" -q --data-dir "$work/tracked" repo add "$repository" --name it
    "$cli" -q --data-dir "$work/fetched" repo add "$url" --name it
    "$cli" -q --data-dir "$work/fetched" fetch it
    git clone -q --bare --depth 100 --single-branch "$url" "$work/cloned"
    newest=$last

    echo "$2: busiest day $day with $(git_day | grep -c '^commit ') commits; $(git_patches | grep -c '^commit ') commits since $first"
    compare "a day, listed with statistics, first time" "<= 1.0" fresh our_day git_day
    compare "the same, git comparing merges too" "-" fresh our_day git_day_merges
    fresh && our_day >/dev/null 2>&1
    compare "a day, listed again" "-" nothing our_day git_day
    compare "the newest 31 days, listed, first time" "-" fresh our_month git_month
    compare "address never seen to the newest day's table" "<= 1.2" unseen our_first git_first
    compare "fetch with nothing new" "<= 1.2" nothing our_fetch git_fetch
    compare "rule-based analysis / log -p" "<= 1.0" fresh our_analysis git_patches
}

mkdir -p "$work/served"
"$root/build/bench/bin/rijian-test-gitserver" "$work/served" >"$work/address" 2>/dev/null &
server=$!
until [[ -s $work/address ]]; do
    kill -0 "$server" 2>/dev/null || { echo "bench: the git server did not start" >&2; exit 1; }
    sleep 0.05
done
base=$(head -n 1 "$work/address")

echo "rijian-cli against $(git --version), $(nproc) cores, medians of $rounds rounds"
folder=${1:-}
if [[ -z $folder ]]; then
    measure "$root" "$(basename "$root")"
    exit 0
fi
for candidate in "$folder"/* "$folder"/*/*; do
    [[ -d $candidate/objects || -e $candidate/.git ]] || continue
    git -C "$candidate" rev-parse -q --verify HEAD >/dev/null || continue
    name=${candidate#"$folder"/}
    measure "$(cd "$candidate" && pwd)" "${name//\//-}"
done
