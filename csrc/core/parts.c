/* parts.c: words inside a word, for search. */
#include "lexicon.h"

enum { MOST_CHARACTERS = NST_MOST_PARTS / 2, SHORTEST_WHOLE = 3 };

/* The byte offsets of a word's characters and its end; 0 if there are too many. */
static size_t offsets_of(const char *bytes, size_t size, size_t offsets[MOST_CHARACTERS + 1]) {
  size_t count = 0, at = 0;
  while (at < size) {
    uint32_t c;
    if (count == MOST_CHARACTERS) return 0;
    offsets[count++] = at;
    at += nst_utf8_decode(bytes + at, size - at, &c);
  }
  offsets[count] = size;
  return count;
}

size_t nst_word_parts(const nst_lexicon *lexicon, const char *text, const nst_word *word,
                      nst_word *out) {
  size_t offsets[MOST_CHARACTERS + 1];
  const char *bytes = text + word->first;
  if (word->kind > NST_WORD_NAME) return 0;
  size_t characters = offsets_of(bytes, word->size, offsets), parts = 0;
  if (characters < SHORTEST_WHOLE) return 0;
  for (size_t length = 2; length <= 3 && length < characters; length++)
    for (size_t i = 0; i + length <= characters; i++) {
      nst_word part = {word->first + offsets[i], offsets[i + length] - offsets[i], NULL,
                       NST_WORD_LEXICON, 0};
      if (nst_lexicon_find(lexicon, bytes + offsets[i], part.size, NULL, &part.tag))
        out[parts++] = part;
    }
  return parts;
}
