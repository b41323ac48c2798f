#include "content_words.h"

#include <string.h>

/* Steps through the words of a list: false at its end. */
static bool next_word(const char **at, nst_content_word *word) {
  if (!**at) return false;
  size_t size = strcspn(*at, "|");
  word->text = *at;
  word->size = (uint8_t)size;
  *at += size + ((*at)[size] == '|');
  return true;
}

void nst_content_words_init(nst_content_words *words, const nst_content_word_list *lists,
                            size_t count) {
  nst_content_word word = {NULL, 0, 0, 0};
  uint16_t next[256];
  memset(words->first, 0, sizeof words->first);
  for (size_t i = 0; i < count; i++)
    for (const char *at = lists[i].words; next_word(&at, &word);)
      words->first[(unsigned char)word.text[0] + 1]++;
  for (size_t byte = 0; byte < 256; byte++)
    words->first[byte + 1] = (uint16_t)(words->first[byte + 1] + words->first[byte]);
  memcpy(next, words->first, sizeof next);
  for (size_t i = 0; i < count; i++) {
    word.group = lists[i].group;
    word.kind = lists[i].kind;
    for (const char *at = lists[i].words; next_word(&at, &word);)
      words->words[next[(unsigned char)word.text[0]]++] = word;
  }
}

bool nst_content_is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}
