#!/bin/sh
# readers.sh [FOLDER]: how fast files of many articles are read: feeds, NDJSON, WARC, MediaWiki dumps, alone and
# compressed; MB of input a CPU second, and the peak memory for 64 MB and for 1 GB, which should be alike.
# The files are made of the articles in FOLDER (default as for bench/run), repeated to 64 MB. Each is read with all fields
# and texts; those whose articles leave something to make, lazily too; and crawls so that title, time and source are asked
# for ("dated"). whole.warc is a crawl of the whole pages in PAGES (default: ../shared/data/pages/html, or spec/pages).
set -eu
cd "$(dirname "$0")/.."
folder=${1:-${BENCH_FOLDER:-../shared/data/archive}}
[ -d "$folder" ] || folder=examples/articles
lua=${LUA:-lua5.4}
eval "$(make -s env)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "Reading files of many articles, from $folder, one thread"
"$lua" bench/drivers/readers.lua make "$work" "$folder"
gzip -1 -k "$work/crawl.warc" "$work/lines.ndjson"
pages=${PAGES:-../shared/data/pages/html}
[ -d "$pages" ] || pages=spec/pages
mkdir "$work/pages"
find "$pages" -name '*.html' -exec cp {} "$work/pages" \;
find "$pages" -name '*.html.gz' | while read -r file; do
  name=${file##*/}
  gzip -dc "$file" >"$work/pages/${name%.gz}"
done
"$lua" bench/drivers/readers.lua crawl "$work/whole.warc" "$work"/pages/*.html
printf '%-28s %8s %9s %9s %9s\n' file MB articles MB/s "peak MB"
for file in feed.xml lines.ndjson array.json crawl.warc whole.warc dump.xml crawl.warc.gz lines.ndjson.gz; do
  "$lua" bench/drivers/readers.lua read "$work/$file"
done
for file in feed.xml dump.xml crawl.warc whole.warc crawl.warc.gz; do
  "$lua" bench/drivers/readers.lua read "$work/$file" lazy
done
for file in crawl.warc whole.warc; do
  "$lua" bench/drivers/readers.lua read "$work/$file" dated
done

# From a pipe, 1 GB. A feed and a dump have one root: what is in it is repeated.
sixteen() { for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do "$@"; done; }
body() { sed '1d;$d' "$work/$1"; }
whole() {
  head -n 1 "$work/$1"
  sixteen body "$1"
  tail -n 1 "$work/$1"
}
from_pipe() {
  BYTES=$((16 * $(wc -c <"$work/$1"))) NAME="16 times $1" "$lua" bench/drivers/readers.lua read - ${2:+"$2"}
}
whole feed.xml | from_pipe feed.xml lazy
sixteen cat "$work/lines.ndjson" | from_pipe lines.ndjson
sixteen cat "$work/crawl.warc" | from_pipe crawl.warc lazy
sixteen cat "$work/whole.warc" | from_pipe whole.warc lazy
whole dump.xml | from_pipe dump.xml lazy
