# table.awk: from the drivers' lines a table of medians; bytes is the size of the text.

# The median of what has been measured of a peer in one column.
function median(name, column,    count, i, j, value, sorted) {
  count = runs[name]
  for (i = 1; i <= count; i++) {
    value = measured[name, column, i]
    for (j = i; j > 1 && sorted[j - 1] > value; j--) sorted[j] = sorted[j - 1]
    sorted[j] = value
  }
  return sorted[int((count + 1) / 2)]
}

{
  if (!($1 in runs)) names[++peers] = $1
  runs[$1]++
  for (column = 2; column <= 5; column++) measured[$1, column, runs[$1]] = $column + 0
}

END {
  for (i = 1; i <= peers; i++) {
    speed[i] = bytes / 1e6 / median(names[i], 2)
    if (names[i] ~ /^jieba-rs/) { base = i; base_name = "jieba-rs" }
    if (names[i] ~ /^jieba,/ && !base) { base = i; base_name = "jieba" }
  }
  printf "%-31s %8s %12s %9s %8s %10s\n", "", "MB/s", base ? "x " base_name : "ratio", "load ms", "RSS MB", "words"
  for (i = 1; i <= peers; i++) {
    ratio = base ? sprintf("%.2f", speed[i] / speed[base]) : "-"
    words = median(names[i], 5)
    printf "%-31s %8.2f %12s %9.2f %8.1f %10s\n", names[i], speed[i], ratio, median(names[i], 3) * 1000,
      median(names[i], 4), words ? words : "-"
  }
}
