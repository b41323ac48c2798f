#!/bin/sh
# newsstat's segmenter beside jieba, jieba-rs, cppjieba and ICU, on one and the same UTF-8 text.
#
#   bench/segmenters.sh [TEXT]      measures
#   bench/segmenters.sh --install   gets jieba-rs and cppjieba with npm, into a cache folder
#
# Each runs five times, in turn, so that a busy moment of the machine meets all; medians of CPU seconds.
# A peer that is not there is left out, by name. Without TEXT the text is made of the articles of
# BENCH_FOLDER (default ../shared/data/archive), or else of the project's examples.
# NEWSSTAT_LUA runs Lua, PYTHON Python; CC compiles the drivers in bench/drivers.
set -eu

runs=${RUNS:-5}
least_bytes=10000000
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
drivers=$root/bench/drivers
cache=${XDG_CACHE_HOME:-$HOME/.cache}/newsstat-bench
lua=${NEWSSTAT_LUA:-lua5.4}
python=${PYTHON:-/usr/bin/python3}
compiler=${CC:-cc}
export NODE_PATH="$cache/node_modules"
export LUA_PATH="$root/lua/?.lua;$root/lua/?/init.lua;;"

fail() {
  echo "segmenters.sh: $1" >&2
  exit 2
}

# nodejieba compiles itself where no binary is offered, which takes a C++ compiler and Python; --yes lets
# it get its installer.
install_peers() {
  command -v npm >/dev/null || fail "npm is missing (apt-get install npm)"
  mkdir -p "$cache"
  for package in @node-rs/jieba nodejieba; do
    if npm install --yes --no-audit --no-fund --loglevel=error --prefix "$cache" "$package"; then
      echo "$package is in $cache"
    else
      echo "$package could not be had; it will be left out" >&2
    fi
  done
}

case ${1:-} in
  --install) install_peers; exit ;;
  -*) fail "usage: bench/segmenters.sh [TEXT] | --install" ;;
esac
[ $# -le 1 ] || fail "usage: bench/segmenters.sh [TEXT] | --install"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# -- The text -------------------------------------------------------------------

# texts FOLDER BYTES REPEAT: cleaned articles, at least that many bytes where there are as many.
texts() {
  "$lua" "$drivers/texts.lua" "$@" >"$work/text" || fail "newsstat does not run: make, or set NEWSSTAT_LUA"
}

cd "$root"
folder=${BENCH_FOLDER:-../shared/data/archive}
if [ $# -eq 1 ]; then
  text=$1
  case $text in /*) ;; *) text=$OLDPWD/$text ;; esac
  [ -f "$text" ] || fail "$text is not a file"
  about=$1
elif [ -d "$folder" ]; then
  texts "$folder" "$least_bytes" 1
  text=$work/text
  about="cleaned articles of $folder"
else
  texts examples/articles "$least_bytes" 200
  text=$work/text
  about="cleaned examples/articles 200 times over, so caches flatter all"
fi
bytes=$(($(wc -c <"$text")))
[ "$bytes" -gt 0 ] || fail "the text is empty"

# -- The peers ------------------------------------------------------------------

. "$root/bench/drivers.sh"
peers=

# Word splitting of flags and objects is meant.
# shellcheck disable=SC2086
if build newsstat_loop -I"$root/csrc" $objects $icu $xml -lm; then
  peers="$peers loop"
else
  leave_out "newsstat's C loop" "its driver does not link (make first)"
fi
if "$lua" -e 'require "newsstat"' 2>/dev/null; then
  peers="$peers table join words counter"
else
  leave_out "newsstat in Lua" "$lua does not load it (make first, or set NEWSSTAT_LUA)"
fi
if build command && "$root/bin/newsstat" cut /dev/null >/dev/null 2>&1; then
  peers="$peers command"
else
  leave_out "newsstat cut" "bin/newsstat does not run (make first)"
fi
# shellcheck disable=SC2086
if build icu $icu; then
  peers="$peers icu"
else
  leave_out "ICU" "its driver does not compile (apt-get install libicu-dev)"
fi
if "$python" -c 'import jieba' 2>/dev/null; then
  peers="$peers jieba"
else
  leave_out "jieba" "get it with apt-get install python3-jieba, or set PYTHON"
fi
for peer in jieba-rs cppjieba; do
  if node "$drivers/jieba_node.js" "$peer" >/dev/null 2>&1; then
    peers="$peers $peer"
  else
    leave_out "$peer" "get it with bench/segmenters.sh --install (needs Node and npm)"
  fi
done
[ -n "$peers" ] || fail "there is nothing to measure"

# -- Measuring ------------------------------------------------------------------

# Prints name, seconds, load seconds, MB and words, with tabs between.
measure() {
  case $1 in
    loop) "$work/newsstat_loop" "$text" ;;
    table | join | words | counter) "$lua" "$drivers/newsstat.lua" "$1" "$text" ;;
    command) "$work/command" "$root/bin/newsstat" "$text" ;;
    icu) "$work/icu" "$text" ;;
    jieba) "$python" "$drivers/jieba_cut.py" "$text" ;;
    *) node "$drivers/jieba_node.js" "$1" "$text" ;;
  esac
}

run=0
while [ "$run" -lt "$runs" ]; do
  run=$((run + 1))
  for peer in $peers; do
    measure "$peer" >>"$work/measured" || fail "$peer failed"
  done
done

model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo "?")
echo "$cores cores, ${model:-unknown CPU}; $about"
echo "text of $bytes bytes; median of $runs runs, CPU seconds"
awk -F '\t' -v bytes="$bytes" -f "$drivers/table.awk" "$work/measured"
[ -z "${BENCH_FIGURES:-}" ] ||
  awk -F '\t' -v bytes="$bytes" '{ printf "cutting\tMB/s\t%s\t%f\n", $1, bytes / 1e6 / $2 }' "$work/measured" >>"$BENCH_FIGURES"
