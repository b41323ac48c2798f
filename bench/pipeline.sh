#!/bin/sh
# HTML to monthly trends: newsstat beside bench/pipeline.py (lxml, jieba, Counter), on one folder.
#
#   bench/pipeline.sh FOLDER
#
# Each runs three times, in turn, so that a busy moment of the machine meets both. One table: the CPU seconds of each
# stage, newsstat's in one thread (stages.lua), then whole processes, start-up included, newsstat's with all threads;
# medians, the spread, and how many times the other takes. A peer that is not installed is left out, by name.
# Each figure also goes to the file BENCH_FIGURES, where that is set, for table.lua.
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
eval "$(make -s -C "$root" env)"
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

# table.py WORK PEER…: the table of all runs: median, and in brackets the least and the most.
cat >"$work/table.py" <<'END'
import json, os, pathlib, statistics, sys
work, peers = pathlib.Path(sys.argv[1]), sys.argv[2:]
STAGES, WHOLE = ("read", "clean", "cut", "count", "rank"), ("wall s", "CPU s", "peak MB")
rows = {name: {} for name in (*STAGES, *WHOLE)}
for peer in peers:
    for line in (work / peer).read_text().splitlines():
        for name, value in zip(WHOLE, line.split()):
            rows[name].setdefault(peer, []).append(float(value))
    for line in (work / f"{peer}.stages").read_text().splitlines():
        if line.startswith("{"):
            stages = json.loads(line)["stages"].items()
        else:
            stages = [line.split()]
        for name, value in stages:
            rows[name].setdefault(peer, []).append(float(value))
if os.environ.get("BENCH_FIGURES"):
    with open(os.environ["BENCH_FIGURES"], "a") as figures:
        for name, row in rows.items():
            job, _, unit = ("whole " + name if name in WHOLE else name + " CPU s").partition(" ")
            for peer, values in row.items():
                figures.writelines(f"{job}\t{unit}\t{peer}\t{value}\n" for value in values)
print(f"{'':20}" + "".join(f"{peer:>30}" for peer in peers) + (f"{'ratio':>9}" if len(peers) > 1 else ""))
for name, row in rows.items():
    cells, medians = "", []
    for peer in peers:
        runs = row.get(peer, [0])
        medians.append(statistics.median(runs))
        cells += f"{f'{medians[-1]:.2f} ({min(runs):.2f} to {max(runs):.2f})':>30}"
    label = f"{name}, CPU s" if name in STAGES else f"whole, {name}"
    print(f"{label:20}{cells}" + (f"{medians[1] / medians[0]:9.1f}" if len(medians) > 1 and medians[0] else ""))
END

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
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
echo "$(nproc) x ${cpu:-processor}; load $(cut -d ' ' -f 1 /proc/loadavg 2>/dev/null || echo unknown)"
echo "$((files)) files, $((bytes / 1000000)) MB; median of $runs runs; $threads threads"

run=0
while [ "$run" -lt "$runs" ]; do
  run=$((run + 1))
  for peer in $peers; do
    case $peer in
      # Status 1 is a folder in which some file was not an article.
      newsstat)
        measure newsstat 1 "$newsstat" trends --by month --format tsv "$folder"
        lua5.4 "$root/bench/stages.lua" "$folder" >>"$work/newsstat.stages"
        ;;
      python)
        measure python 0 "$python" "$root/bench/pipeline.py" "$folder"
        cat "$work/errors" >>"$work/python.stages"
        ;;
    esac
  done
done

# shellcheck disable=SC2086 # several names
"$python" -S -E "$work/table.py" "$work" $peers
