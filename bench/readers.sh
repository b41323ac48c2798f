#!/bin/sh
# readers.sh [FOLDER]: how fast files of many articles are read: feeds, NDJSON, WARC, MediaWiki dumps, alone and
# compressed; MB of input a CPU second, and the peak memory for one and for four times the size, which should be alike.
# The files are made of the articles in FOLDER (default as for bench/run), repeated to 64 MB. Crawls are read twice: with
# all fields and texts of their pages, and lazily, as for counting. whole.warc is a crawl of the whole pages in PAGES
# (default: ../shared/data/pages/html, or spec/pages).
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
printf '%-20s %8s %9s %9s %9s\n' file MB articles MB/s "peak MB"
for file in feed.xml lines.ndjson array.json crawl.warc whole.warc dump.xml crawl.warc.gz lines.ndjson.gz; do
  "$lua" bench/drivers/readers.lua read "$work/$file"
done
for file in crawl.warc whole.warc; do
  "$lua" bench/drivers/readers.lua read "$work/$file" lazy
done
for name in feed.xml lines.ndjson crawl.warc; do
  cat "$work/$name" "$work/$name" "$work/$name" "$work/$name" >"$work/four-$name"
done
# A feed has one root: its entries are repeated within it.
{ sed '$d' "$work/feed.xml"; for _ in 1 2 3; do sed '1d;$d' "$work/feed.xml"; done; tail -n 1 "$work/feed.xml"; } >"$work/four-feed.xml"
for file in four-feed.xml four-lines.ndjson four-crawl.warc; do
  "$lua" bench/drivers/readers.lua read "$work/$file"
done
