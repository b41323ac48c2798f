#!/bin/sh
# What the Neovim plugin costs: its share of Neovim's start, by --startuptime beside plain Neovim, and its motions in
# a long buffer beside Neovim's own (bench/nvim_motions.lua): median and worst of 60 places, in turn, of processor time and,
# in brackets, elapsed.
#
#   make nvim && bench/nvim.sh
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
command -v nvim >/dev/null || { echo "nvim is not installed"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export NVIM_LOG_FILE=/dev/null

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

for run in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  nvim --headless --clean --startuptime "$work/plain.$run" -c 'qa!'
  nvim --headless --clean --cmd "set runtimepath^=$root" --startuptime "$work/newsstat.$run" -c 'qa!'
done
echo "start, ms, median of 15 (nvim --clean):"
for which in plain newsstat; do
  for log in "$work/$which".*; do awk '/^[0-9]/ { last = $1 } END { print last + 0 }' "$log"; done >"$work/$which"
  printf '  %-28s%s\n' "$which" "$(median <"$work/$which")"
done
printf '  %-28s%s\n' "of it plugin/newsstat.lua" \
  "$(awk '/plugin\/newsstat\.lua/ { print $2 }' "$work"/newsstat.* | median)"
nvim --headless --clean --cmd "set runtimepath^=$root" -c "luafile $root/bench/nvim_motions.lua" -c 'cq!' 2>&1
