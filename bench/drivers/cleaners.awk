# cleaners.awk: from the drivers' lines a table of medians.

function median(name,    count, i, j, value, sorted) {
  count = runs[name]
  for (i = 1; i <= count; i++) {
    value = seconds[name, i]
    for (j = i; j > 1 && sorted[j - 1] > value; j--) sorted[j] = sorted[j - 1]
    sorted[j] = value
  }
  return sorted[int((count + 1) / 2)]
}

{
  if (!($1 in runs)) names[++peers] = $1
  seconds[$1, ++runs[$1]] = $3
  bytes[$1] = $2
  text[$1] = $4
  failures[$1] = $5
}

END {
  for (i = 1; i <= peers; i++) {
    speed[i] = bytes[names[i]] / 1e6 / median(names[i])
    if (names[i] ~ /^libxml2/) base = speed[i]
  }
  printf "%-28s %8s %12s %10s %9s\n", "", "MB/s", "x libxml2", "text MB", "failures"
  for (i = 1; i <= peers; i++)
    printf "%-28s %8.1f %12s %10s %9d\n", names[i], speed[i], base ? sprintf("%.2f", speed[i] / base) : "-",
      text[names[i]] ? sprintf("%.2f", text[names[i]] / 1e6) : "-", failures[names[i]]
}
