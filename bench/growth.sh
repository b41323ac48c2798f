#!/bin/sh
# How the cost of an article and the memory of `newsstat trends` depend on the number of articles, which
# bench/generate_articles.lua makes.
#
#   bench/growth.sh [COUNT…]    (default: 2000 10000 50000 100000)
#
# CPU is that of all threads; NEWSSTAT is the program measured (default bin/newsstat).
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
newsstat=${NEWSSTAT:-$root/bin/newsstat}
python=${PYTHON:-/usr/bin/python3}
cd "$root"
eval "$(make -s env)"
[ $# -gt 0 ] || set -- 2000 10000 50000 100000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

cat >"$work/measure.py" <<'END'
import os, sys, time
count = int(sys.argv[1])
start = time.perf_counter()
rows = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=[rows])
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - start
cpu = usage.ru_utime + usage.ru_stime
print(f"{count:8} {wall:9.2f} {cpu:9.2f} {1e6 * cpu / count:14.0f} {usage.ru_maxrss * 1024 / 1e6:9.1f}")
sys.exit(os.waitstatus_to_exitcode(status) & 255)
END

echo "articles    wall s     CPU s  CPU us/article   peak MB"
for count in "$@"; do
  lua5.4 bench/generate_articles.lua "$count" "$work/articles"
  find "$work/articles" -type f -exec cat {} + >/dev/null
  "$python" -S -E "$work/measure.py" "$count" "$newsstat" trends --by month --quiet "$work/articles"
  rm -rf "$work/articles"
done
