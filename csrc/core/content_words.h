/* content_words.h: finding the words of a list in text, at every place of it. */
#ifndef NEWSSTAT_CONTENT_WORDS_H
#define NEWSSTAT_CONTENT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Words of a group and a kind; what those mean is the list's matter. */
typedef struct nst_content_word_list {
  uint8_t group;
  uint8_t kind;
  const char *words; /* in lower case, parted by "|" */
} nst_content_word_list;

typedef struct nst_content_word {
  const char *text;
  uint8_t size;
  uint8_t group;
  uint8_t kind;
} nst_content_word;

enum { NST_CONTENT_MOST_WORDS = 1024 };

/* Words by their first two bytes; none is shorter. */
enum { NST_CONTENT_WORD_SLOTS = 1024 };
typedef struct nst_content_words {
  uint16_t first[NST_CONTENT_WORD_SLOTS + 1]; /* where those of a slot begin; the last: the end */
  nst_content_word words[NST_CONTENT_MOST_WORDS];
} nst_content_words;

/* Borrows the lists, which hold at most NST_CONTENT_MOST_WORDS words. */
void nst_content_words_init(nst_content_words *words, const nst_content_word_list *lists,
                            size_t count);

/* The slot of two bytes. */
static inline size_t nst_content_word_slot(const char *text) {
  size_t first = (unsigned char)text[0], second = (unsigned char)text[1];
  return (first * 37 + second * 5) & (NST_CONTENT_WORD_SLOTS - 1);
}

/* Whether a word, of the slot of that place, stands at a place of text. */
static inline bool nst_content_word_is_at(const nst_content_word *word, const char *text,
                                          size_t size, size_t at) {
  return word->size <= size - at && text[at + word->size - 1] == word->text[word->size - 1] &&
         memcmp(text + at, word->text, word->size) == 0;
}

/* A byte of a word in the scripts that part words: a letter or digit, or not ASCII. */
bool nst_content_is_word_byte(char c);

#endif
