#!/bin/sh
# The main content of whole pages: newsstat beside Readability and trafilatura, on the same pages.
#
#   bench/articles.sh [FOLDER…]     measures; .gz files are unpacked first
#   bench/articles.sh --install     gets Readability and linkedom with npm
#
# Files are read before the clock starts; each runs twice, and the better CPU time of all pages counts. A
# peer that is not there is left out, by name. Pages a second also go to the file BENCH_FIGURES, where that is set, for
# table.lua. Without FOLDER: ../shared/data/pages/html, or the project's pages in spec/pages. PYTHON runs Python.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/newsstat-bench
python=${PYTHON:-/usr/bin/python3}

case ${1:-} in
  --install)
    command -v npm >/dev/null || { echo "articles.sh: npm is missing (apt-get install npm)" >&2; exit 2; }
    mkdir -p "$cache"
    npm install --no-audit --no-fund --loglevel=error --prefix "$cache" @mozilla/readability@0.6.0 linkedom
    exit
    ;;
  -*) echo "usage: bench/articles.sh [FOLDER…] | --install" >&2; exit 2 ;;
esac
if [ $# = 0 ]; then
  set -- "$root/../shared/data/pages/html"
  [ -d "$1" ] || set -- "$root/spec/pages"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
find "$@" -name '*.html' -exec cp {} "$work" \;
find "$@" -name '*.html.gz' | while read -r file; do
  name=${file##*/}
  gzip -dc "$file" >"$work/${name%.gz}"
done

# Each prints: its name, pages, bytes, CPU seconds.
rows() {
  LUA_PATH="$root/lua/?.lua;$root/lua/?/init.lua;;" lua5.4 "$root/bench/drivers/newsstat_article.lua" "$work"/*.html
  if [ -d "$cache/node_modules/@mozilla/readability" ]; then
    NODE_PATH="$cache/node_modules" node "$root/bench/drivers/readability.cjs" "$work"/*.html
  else
    echo "Readability is left out: bench/articles.sh --install gets it" >&2
  fi
  if "$python" -c 'import trafilatura' 2>/dev/null; then
    "$python" "$root/bench/drivers/trafilatura_article.py" "$work"/*.html
  else
    echo "trafilatura is left out: $python has no such module" >&2
  fi
}

rows >"$work/measured"
[ -z "${BENCH_FIGURES:-}" ] ||
  awk '{ printf "main content\tpages/s\t%s\t%f\n", $1, $2 / $4 }' "$work/measured" >>"$BENCH_FIGURES"
awk '{ printf "%-12s %5d pages %8.1f pages/s %8.2f MB/s\n", $1, $2, $2 / $4, $3 / $4 / 1e6 }' "$work/measured"
