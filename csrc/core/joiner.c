/* joiner.c: words back to a text with separators between them. */
#include "newsstat.h"

#include <string.h>

static bool is_line_break(char c) { return c == '\n' || c == '\r'; }

/* Most words are short: 16 bytes at once are cheaper than counting them, where
   both sides have so many. */
static inline void copy_word(char *to, const char *word, size_t size, size_t room, size_t left) {
  if (size <= 16 && room >= 16 && left >= 16)
    memcpy(to, word, 16);
  else
    memcpy(to, word, size);
}

static inline void copy_separator(char *to, const char *separator, size_t size) {
  for (size_t i = 0; i < size; i++) to[i] = separator[i];
}

nst_status nst_joiner_add(nst_joiner *joiner, const char *text, size_t size, const nst_word *words,
                          size_t count) {
  nst_buffer *out = joiner->out;
  for (size_t i = 0; i < count; i++) {
    const nst_word *word = words + i;
    bool line_break = false;
    if (word->kind == NST_WORD_SPACE) {
      line_break = is_line_break(text[word->first]);
      if (!line_break) continue;
    }
    size_t separator = joiner->owed && !line_break ? joiner->separator_size : 0;
    size_t needed = separator + word->size;
    if (out->capacity - out->size < needed) {
      nst_status status = nst_buffer_reserve(out, needed);
      if (status != NST_OK) return status;
    }
    char *to = out->bytes + out->size;
    copy_separator(to, joiner->separator, separator);
    copy_word(to + separator, text + word->first, word->size, out->capacity - out->size - separator,
              size - word->first);
    out->size += needed;
    joiner->owed = !line_break;
  }
  return NST_OK;
}
