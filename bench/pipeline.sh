#!/bin/sh
# HTML to monthly trends: newsstat beside bench/pipeline.py (lxml, jieba, Counter), on one folder.
#
#   bench/pipeline.sh FOLDER
#
# Each runs three times, in turn, so that a busy moment of the machine meets both; medians of whole
# processes, start-up included. A peer that is not installed is left out, by name.
# NEWSSTAT is the program measured (default bin/newsstat), PYTHON runs the other (/usr/bin/python3); RUNS and
# NEWSSTAT_THREADS (default: all processors) are taken from the environment.
set -eu

runs=${RUNS:-3}
threads=${NEWSSTAT_THREADS:-$(nproc)}
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
newsstat=${NEWSSTAT:-$root/bin/newsstat}
python=${PYTHON:-/usr/bin/python3}

fail() {
  echo "pipeline.sh: $1" >&2
  exit 2
}

[ $# -eq 1 ] || fail "usage: bench/pipeline.sh FOLDER"
folder=$1
[ -d "$folder" ] || fail "$folder is not a folder"
command -v "$python" >/dev/null || fail "$python is missing; it also measures: set PYTHON"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# measure.py ROWS COMMAND…: prints wall seconds, CPU seconds and peak MB of a command whose output
# goes to the file ROWS, and ends with its status. The kernel counts the measuring process itself,
# about 9 MB, into a child's peak: less cannot be seen.
cat >"$work/measure.py" <<'END'
import os, sys, time
start = time.perf_counter()
rows = (os.POSIX_SPAWN_OPEN, 1, sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=[rows])
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
print(f"{wall:.3f} {usage.ru_utime + usage.ru_stime:.3f} {usage.ru_maxrss * 1024 / 1e6:.1f}")
sys.exit(os.waitstatus_to_exitcode(status) & 255)
END

# measure PEER HIGHEST-GOOD-STATUS COMMAND…: adds a line to the peer's measurements.
measure() {
  peer=$1
  highest=$2
  shift 2
  status=0
  "$python" -S -E "$work/measure.py" "$work/rows" "$@" >>"$work/$peer" 2>"$work/errors" || status=$?
  [ "$status" -gt "$highest" ] || [ "$(wc -l <"$work/rows")" -lt 2 ] || return 0
  tail -n 5 "$work/errors" >&2
  fail "$peer wrote $(($(wc -l <"$work/rows"))) lines and ended with status $status"
}

# median PEER COLUMN
median() {
  cut -d ' ' -f "$2" "$work/$1" | sort -n | sed -n "$(((runs + 1) / 2))p"
}

line() {
  printf '%-10s %10.2f %10.2f %10.1f\n' "$1" "$(median "$1" 1)" "$(median "$1" 2)" "$(median "$1" 3)"
}

peers=
if command -v "$newsstat" >/dev/null; then
  peers="$peers newsstat"
else
  echo "newsstat is left out: $newsstat is not built (make, or set NEWSSTAT)"
fi
if "$python" -c 'import jieba, lxml' 2>/dev/null; then
  peers="$peers python"
else
  echo "python is left out: install jieba and lxml (apt-get install python3-jieba python3-lxml)"
fi
[ -n "$peers" ] || fail "there is nothing to measure"

# Reads each file once, so that none of the runs waits for the disk.
bytes=$(find "$folder" -type f -exec cat {} + | wc -c)
files=$(find "$folder" -type f -exec printf '%.0sx' {} + | wc -c)
echo "$((files)) files, $((bytes / 1000000)) MB; median of $runs runs; $threads threads"

run=0
while [ "$run" -lt "$runs" ]; do
  run=$((run + 1))
  for peer in $peers; do
    case $peer in
      # Status 1 is a folder in which some file was not an article.
      newsstat) measure newsstat 1 "$newsstat" trends --by month --format tsv "$folder" ;;
      python) measure python 0 "$python" "$root/bench/pipeline.py" "$folder" ;;
    esac
  done
done

printf '%-10s %10s %10s %10s\n' '' 'wall s' 'CPU s' 'peak MB'
for peer in $peers; do line "$peer"; done
[ "$peers" = " newsstat python" ] || exit 0
for column in 1 2 3; do
  echo "$(median python "$column") $(median newsstat "$column")"
done | awk '{ ratio[NR] = $2 > 0 ? sprintf("%.1f", $1 / $2) : "-" }
  END { printf "%-10s %10s %10s %10s\n", "ratio", ratio[1], ratio[2], ratio[3] }'
