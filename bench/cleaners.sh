#!/bin/sh
# newsstat's cleanup beside libxml2, lxml, gumbo, html2text and lexbor, on the same HTML files.
#
#   bench/cleaners.sh [FOLDER…]     measures; .gz files are unpacked first
#   bench/cleaners.sh --install     gets parse5 with npm, for bench/fidelity.mjs
#
# Each runs three times, in turn; medians of CPU seconds, files read before the clock starts. A peer that
# is not there is left out, by name. Without FOLDER: some posts of BENCH_FOLDER (default
# ../shared/data/archive) and the pages of ../shared/data/pages/html, or else the project's examples.
# PYTHON runs Python; CC compiles the drivers in bench/drivers.
set -eu

runs=${RUNS:-3}
most_posts=400
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
drivers=$root/bench/drivers
cache=${XDG_CACHE_HOME:-$HOME/.cache}/newsstat-bench
python=${PYTHON:-/usr/bin/python3}
compiler=${CC:-cc}

fail() {
  echo "cleaners.sh: $1" >&2
  exit 2
}

case ${1:-} in
  --install)
    command -v npm >/dev/null || fail "npm is missing (apt-get install npm)"
    mkdir -p "$cache"
    npm install --no-audit --no-fund --loglevel=error --prefix "$cache" parse5
    exit
    ;;
  -*) fail "usage: bench/cleaners.sh [FOLDER…] | --install" ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# -- The peers ------------------------------------------------------------------

. "$root/bench/drivers.sh"
peers=

# Word splitting of flags and objects is meant.
# shellcheck disable=SC2086
if build newsstat_clean -I"$root/csrc" $objects $icu $xml -lm; then
  peers="$peers newsstat_clean"
else
  leave_out newsstat "its driver does not link (make first)"
fi
# shellcheck disable=SC2086
if build libxml2_sax $xml; then
  peers="$peers libxml2_sax"
else
  leave_out libxml2 "its driver does not compile (apt-get install libxml2-dev)"
fi
if build gumbo_tree -lgumbo; then
  peers="$peers gumbo_tree"
else
  leave_out gumbo "get it with apt-get install libgumbo-dev"
fi
if build lexbor_tree -llexbor; then
  peers="$peers lexbor_tree"
else
  leave_out lexbor "its driver does not compile (no package on Debian 12; build it from source)"
fi
for peer in lxml html2text; do
  if "$python" -c "import $peer" 2>/dev/null; then
    peers="$peers $peer"
  else
    leave_out "$peer" "get it with apt-get install python3-$peer, or set PYTHON"
  fi
done
[ -n "$peers" ] || fail "there is nothing to measure"

# -- Measuring ------------------------------------------------------------------

# list FOLDER: paths of its files, unpacked where they are packed.
list() {
  mkdir -p "$work/pages"
  find "$1" -type f | LC_ALL=C sort | head -n "$2" | while read -r path; do
    case $path in
      *.gz)
        unpacked=$work/pages/$(basename "$path" .gz)
        gunzip -c "$path" >"$unpacked"
        echo "$unpacked"
        ;;
      *) echo "$path" ;;
    esac
  done
}

compare() {
  list "$1" "$2" >"$work/list"
  echo "$(($(wc -l <"$work/list"))) files of $1"
  : >"$work/measured"
  run=0
  while [ "$run" -lt "$runs" ]; do
    run=$((run + 1))
    for peer in $peers; do
      case $peer in
        lxml | html2text) "$python" "$drivers/cleaners.py" "$peer" "$work/list" ;;
        *) "$work/$peer" "$work/list" ;;
      esac >>"$work/measured" || fail "$peer failed"
    done
  done
  awk -F '\t' -f "$drivers/cleaners.awk" "$work/measured"
  [ -z "${BENCH_FIGURES:-}" ] ||
    awk -F '\t' -v job="cleaning $3" '{ printf "%s\tMB/s\t%s\t%f\n", job, $1, $2 / 1e6 / $3 }' "$work/measured" >>"$BENCH_FIGURES"
  echo
}

model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
echo "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo "?") cores, ${model:-unknown CPU}; median of $runs runs, CPU seconds"
cd "$root"
if [ $# -gt 0 ]; then
  cd "$OLDPWD"
  for folder in "$@"; do compare "$folder" 1000000 "$folder"; done
else
  posts=${BENCH_FOLDER:-../shared/data/archive}
  [ -d "$posts" ] || posts=examples/articles
  compare "$posts" "$most_posts" posts
  [ -d ../shared/data/pages/html ] && compare ../shared/data/pages/html 1000000 pages
fi
