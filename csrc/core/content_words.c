#include "content_words.h"

#include <string.h>

/* Steps through the words of a list: false at its end. */
static bool next_word(const char **at, nst_content_word *word) {
  if (!**at) return false;
  const char *end = strchr(*at, '|');
  word->text = *at;
  word->size = (uint8_t)(end ? (size_t)(end - *at) : strlen(*at));
  *at = end ? end + 1 : *at + word->size;
  return true;
}

void nst_content_words_init(nst_content_words *words, const nst_content_word_list *lists,
                            size_t count) {
  nst_content_word word = {NULL, 0, 0, 0};
  uint16_t next[NST_CONTENT_WORD_SLOTS + 1];
  memset(words->first, 0, sizeof words->first);
  for (size_t i = 0; i < count; i++)
    for (const char *at = lists[i].words; next_word(&at, &word);)
      words->first[nst_content_word_slot(word.text) + 1]++;
  for (size_t slot = 0; slot < NST_CONTENT_WORD_SLOTS; slot++)
    words->first[slot + 1] = (uint16_t)(words->first[slot + 1] + words->first[slot]);
  memcpy(next, words->first, sizeof next);
  for (size_t i = 0; i < count; i++) {
    word.group = lists[i].group;
    word.kind = lists[i].kind;
    for (const char *at = lists[i].words; next_word(&at, &word);)
      words->words[next[nst_content_word_slot(word.text)]++] = word;
  }
}

bool nst_content_is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}
