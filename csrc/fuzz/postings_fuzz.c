/* Fuzzing of lists of postings: whatever the bytes are, reading stays within them and within the
   articles, and sets that share nothing have together what one of both has. */
#include "core/newsstat.h"
#include "fuzz.h"

static nst_set_counts counts_of(const uint8_t *data, size_t size, uint8_t *members,
                                size_t articles) {
  nst_set_counts counts = {{0, 0}, {0, 0}};
  nst_count_postings((const char *)data, size, members, articles, &counts);
  return counts;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  size_t articles = size ? data[0] : 0;
  uint8_t *members = malloc(articles + 1);
  require(members != NULL, "no memory");
  for (size_t i = 0; i < articles; i++) members[i] = i % 3 ? 1 : 2;
  nst_set_counts apart = counts_of(data, size, members, articles);
  memset(members, 1, articles + 1);
  nst_set_counts all = counts_of(data, size, members, articles);
  require(all.articles[0] == apart.articles[0] + apart.articles[1], "articles are lost");
  require(all.uses[0] == apart.uses[0] + apart.uses[1], "uses are lost");
  require(all.articles[1] == 0 && all.uses[1] == 0, "an empty set has articles");
  require(all.articles[0] <= size / 2, "there are more articles than numbers");
  free(members);
  return 0;
}
