#!/usr/bin/env bash
# Installs what is missing to build (default), test or measure Rijian: setup.sh [build|test|bench]
# Reads dependencies.tsv; does nothing when nothing is missing. Debian 13, Ubuntu 25.04 and newer as they are;
# Debian 12 gets Debian 13's package source with a low pin priority first.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
purpose=${1:-build}

fail() {
    echo "setup: $*" >&2
    exit 1
}
say() { echo "setup: $*" >&2; }

case $purpose in
    build) uses=" build " ;;
    test) uses=" build test " ;;
    bench) uses=" build test bench " ;;
    *) fail "unknown purpose '$purpose': use build, test or bench" ;;
esac

# rows COLUMN: that column of the rows wanted, "-" left out.
rows() {
    awk -F '\t' -v uses="$uses" -v column="$1" \
        '!/^#/ && NF >= 5 && index(uses, " " $1 " ") && $column != "-" { print $column }' "$here/dependencies.tsv" |
        awk '!seen[$0]++'
}

# ask QUESTION: asks only where a person sits at a terminal; scripts and CI mean yes by calling this.
ask() {
    [[ -t 0 && -t 2 && -z ${CI:-} ]] || return 0
    local answer
    read -r -p "setup: $1 [Y/n] " answer
    [[ -z $answer || $answer == [Yy]* ]]
}

if ! command -v apt-get >/dev/null; then
    # Not a Debian family system: check with pkg-config and say what to install, change nothing.
    if command -v g++ cmake ninja git pkg-config >/dev/null &&
        pkg-config --exists 'Qt6Core >= 6.8' 'Qt6Sql' 'libgit2 >= 1.9' 2>/dev/null; then
        exit 0
    fi
    if command -v dnf >/dev/null; then
        fail "some packages are missing; run: sudo dnf install $(rows 4 | paste -sd ' ')"
    elif command -v pacman >/dev/null; then
        fail "some packages are missing; run: sudo pacman -S --needed $(rows 5 | paste -sd ' ')"
    fi
    fail "this system has no apt-get, dnf or pacman; install the packages that README.md names, then run this again"
fi

missing=()
while IFS=$'\t' read -r use package minimum _; do
    [[ $use == \#* || $uses != *" $use "* ]] && continue
    have=$(dpkg-query -W -f='${db:Status-Status} ${Version}' "$package" 2>/dev/null || true)
    if [[ $have != installed\ * ]] ||
        { [[ $minimum != - ]] && dpkg --compare-versions "${have#installed }" lt "$minimum"; }; then
        missing+=("$package")
    fi
done <"$here/dependencies.tsv"
[[ ${#missing[@]} -gt 0 ]] || exit 0

. /etc/os-release
say "missing here: ${missing[*]}"
root=()
if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || fail "installing needs root: become root or install sudo, then run this again"
    root=(sudo)
fi

release=()
if [[ ${ID:-} == debian && ${VERSION_ID:-} == 12 ]]; then
    release=(-t trixie)
    source_file=/etc/apt/sources.list.d/rijian-trixie.sources
    if [[ ! -e $source_file ]]; then
        say "Debian 12 is too old for Qt 6.8: Debian 13's package source is added as $source_file, with a pin"
        say "priority (100) below this system's own packages; nothing else is upgraded unless it must be."
        ask "add it and go on?" || fail "nothing was changed; on Debian 13 no source needs adding"
        "${root[@]}" tee /etc/apt/preferences.d/rijian-trixie >/dev/null <<'PIN'
Package: *
Pin: release n=trixie*
Pin-Priority: 100
PIN
        "${root[@]}" tee "$source_file" >/dev/null <<'SOURCE'
Types: deb
URIs: http://deb.debian.org/debian
Suites: trixie trixie-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://deb.debian.org/debian-security
Suites: trixie-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCE
    fi
else
    ask "install them with apt-get?" || fail "nothing was changed"
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Options::=--force-confold \
        -o APT::Get::Always-Include-Phased-Updates=true "$@" >"$log" 2>&1
}
say "installing with apt-get (about a minute) ..."
# A foreign source that cannot be reached must not stop us: what counts is whether the install works.
apt update || say "apt-get update had problems: $(grep -m1 -E '^(E|W|Err)' "$log" || tail -n1 "$log")"
apt install --no-install-recommends "${release[@]}" "${missing[@]}" ||
    fail "apt-get could not install: $(grep -m1 '^E:' "$log" || tail -n1 "$log")"
say "done"
