/* word_list.h: the words of a lexicon in the making, from the lines of a list. */
#ifndef NEWSSTAT_WORD_LIST_H
#define NEWSSTAT_WORD_LIST_H

#include "alphabet.h"

#define NST_MOST_LISTED_WORDS (1u << 31)

typedef struct nst_list_word {
  size_t first; /* of its characters among those of all words */
  uint32_t length;
  uint8_t tag;          /* number of its tag, with NST_TAG_SPLITS */
  bool counted, tagged; /* the list has its count, its tag */
  double count;
} nst_list_word;

typedef struct nst_word_list {
  nst_list_word *words;
  size_t count, capacity;
  uint32_t *characters; /* of all words: folded code points, then codes */
  size_t character_count, character_capacity;
  uint32_t *order; /* once sorted: the words by their codes */
  uint32_t ordered;
  double total; /* of all counts */
  char (*tags)[NST_TAG_SIZE];
  uint32_t tag_count;
  uint32_t longest;
  nst_allocator allocator;
} nst_word_list;

void nst_word_list_init(nst_word_list *list, const nst_allocator *allocator);
void nst_word_list_free(nst_word_list *list);

/* Reads lines (see nst_lexicon_compile) and counts in the alphabet how often
   words use each character.  On NST_BAD_LINE the report names it. */
nst_status nst_word_list_read(nst_word_list *list, nst_alphabet *alphabet, const char *text,
                              size_t size, nst_compile_report *report);

/* Adds a lexicon's words with counts such as their costs come from. */
nst_status nst_word_list_read_lexicon(nst_word_list *list, nst_alphabet *alphabet,
                                      const nst_lexicon *lexicon, nst_compile_report *report);

/* Puts codes of the numbered alphabet for characters, gives words without a
   count this one, sorts, and of words that are the same keeps one: that whose
   count the list has, of several such the one with the largest, of equals the
   first.  One without a tag takes over that of another. */
nst_status nst_word_list_sort(nst_word_list *list, const nst_alphabet *alphabet, double no_count);

/* The word at a place of the order, and its codes. */
static inline const nst_list_word *nst_word_list_at(const nst_word_list *list, size_t place) {
  return list->words + list->order[place];
}

static inline const uint32_t *nst_word_codes(const nst_word_list *list, const nst_list_word *word) {
  return list->characters + word->first;
}

/* Adds a word whose characters stand at the end of the list's and are counted
   in the alphabet. */
nst_status nst_word_list_add(nst_word_list *list, nst_list_word word, const char *tag,
                             size_t tag_size, nst_compile_report *report);

/* Makes room for the characters of one more word and gives the place; NULL where
   memory runs out. */
uint32_t *nst_word_list_room(nst_word_list *list);

/* The cost in steps of a word with this count and so many characters. */
uint16_t nst_word_cost(double count, double total, uint32_t length);

/* The count that a cost comes from. */
double nst_word_count(uint16_t cost, double total, uint32_t length);

#endif
