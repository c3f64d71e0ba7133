#!/usr/bin/env bash
# Measures how analysing by a model scales, against a server on this machine that answers after a fixed time: wall time against the least possible (N * L / C),
# processor time a commit beside reading and rules, memory from 100 to 10,000 commits. Prints ratios.
# bench-model.sh   LATENCY=ms (200), CONCURRENCY=n (8), COUNTS="..." (100 1000 10000).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
latency=${LATENCY:-200}
concurrency=${CONCURRENCY:-8}
read -ra counts <<<"${COUNTS:-100 1000 10000}"
export GIT_TERMINAL_PROMPT=0 TZ=UTC

"$root/packaging/setup.sh" bench
(cd "$root" && cmake --preset bench >/dev/null && cmake --build --preset bench --target rijian-cli rijian-test-modelserver >/dev/null)
cli=$root/build/bench/bin/rijian-cli
work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

# A repository of N commits of one day: forty changed lines in one of a hundred files each.
make_repository() {
    local folder=$1 count=$2
    git init -q --bare -b main "$folder"
    awk -v n="$count" 'BEGIN {
        for (i = 1; i <= n; ++i) {
            text = ""
            for (line = 1; line <= 40; ++line) text = text "int function_" i "_" line "(int value) { return value + " line "; }\n"
            message = "Change " i "\n\nWhy it changes, in a sentence or two.\n"
            printf "commit refs/heads/main\ncommitter A <a@example.com> %d +0000\ndata %d\n%sM 100644 inline src/file%d.cpp\ndata %d\n%s\n", 1767744000 + i * 5, length(message), message, i % 100, length(text), text
        }
    }' | git -C "$folder" fast-import --quiet
}

# timed FILE COMMAND...: wall seconds, processor seconds and largest memory (KiB) of a command.
timed() { local file=$1 && shift && /usr/bin/time -f '%e %U %S %M' -o "$file" "$@" >/dev/null 2>"$work/err" || { cat "$work/err" >&2; exit 1; }; }

"$root/build/bench/bin/rijian-test-modelserver" --latency-ms "$latency" >"$work/address" &
server=$!
until [[ -s $work/address ]]; do sleep 0.05; done
export RIJIAN_LLM_BASE_URL RIJIAN_LLM_MODEL=rijian-test
RIJIAN_LLM_BASE_URL=$(head -1 "$work/address")

printf 'L = %s ms, C = %s\n' "$latency" "$concurrency"
for count in "${counts[@]}"; do
    make_repository "$work/$count.git" "$count"
    for kind in rules llm; do
        data=$work/$count-$kind
        "$cli" --data-dir "$data" -q repo add "$work/$count.git" --name it
        "$cli" --data-dir "$data" -q repo share it
        timed "$work/$kind" "$cli" --data-dir "$data" -q --timezone UTC analyze it --date 2026-01-07 --analyzer "$kind" --concurrency "$concurrency"
    done
    cards=$("$cli" --data-dir "$work/$count-llm" -q --timezone UTC analyze it --date 2026-01-07 --analyzer llm 2>&1 | wc -l)
    paste "$work/rules" "$work/llm" | awk -v n="$count" -v l="$latency" -v c="$concurrency" -v left="$cards" '{
        printf "  %6d commits: %8.2f s, least possible %8.2f s, ratio %4.2f (goal 1.1); %5.2f ms of processor a commit beside reading and rules (goal 5); %6.1f MiB (rules alone %.1f)\n",
            n, $5, n * l / c / 1000, $5 / (n * l / c / 1000), ($6 + $7 - $2 - $3) * 1000 / n, $8 / 1024, $4 / 1024 }'
    rm -rf "$work/$count-rules" "$work/$count-llm" "$work/$count.git"
done
