/* term_table.h: the terms of an index under the hashes of their keys. */
#ifndef NEWSSTAT_TERM_TABLE_H
#define NEWSSTAT_TERM_TABLE_H

#include "candidates.h"

enum { NST_MOST_NEIGHBOURS = 32 };

#define NST_NO_NEIGHBOUR UINT32_MAX /* punctuation, or the paragraph's edge */

typedef struct nst_term_entry {
  uint64_t hash;
  const char *key;
  uint32_t size;
  uint8_t word_count;
  uint8_t join;
  bool is_word;
  bool is_stop; /* its key is a stop word's, however it was cut */
  uint8_t room; /* of the neighbours on each side */
  uint32_t words[NST_MOST_PHRASE_WORDS];
  uint32_t first;       /* words before its first use in the first article */
  uint32_t first_place; /* of that article */
  uint32_t cut_place;   /* of the article by whose first use the words are told */
  uint32_t articles, repeating, titles, uses, phrase_uses, quoted, capitals, paragraphs;
  uint32_t *neighbours; /* on the left, and behind them those on the right */
} nst_term_entry;

typedef struct nst_term_slot {
  uint64_t hash;
  uint32_t entry; /* its index, plus one; 0 is free */
} nst_term_slot;

typedef struct nst_term_table {
  nst_term_entry *entries;
  size_t count;
  size_t capacity;
  nst_term_slot *slots;
  size_t slot_count;
  nst_arena arena;
  nst_allocator allocator;
} nst_term_table;

nst_status nst_term_table_init(nst_term_table *table, const nst_allocator *allocator);
void nst_term_table_free(nst_term_table *table);

/* The number of the term with the hash of a candidate, or NST_NO_TERM. */
uint32_t nst_term_table_find(const nst_term_table *table, uint64_t hash);

/* Asks for the place where a hash is looked for. */
#define nst_term_table_prefetch(table, hash) \
  __builtin_prefetch((table)->slots + ((hash) & ((table)->slot_count - 1)))

/* Adds a term that is not there yet, by its hash; `place` is that of the article by whose first use
   its words are to be told. */
nst_status nst_term_table_add(nst_term_table *table, uint64_t hash, uint32_t place);

/* Spells the keys of all terms, when their words are known. */
nst_status nst_term_table_spell(nst_term_table *table, const nst_corpus *corpus);

/* Room for neighbours: what a term has grown out of goes to another. */
typedef struct nst_neighbour_rooms {
  nst_arena arena;
  void *spare[NST_MOST_NEIGHBOURS]; /* of each room a list, each linked in its first bytes */
} nst_neighbour_rooms;

/* Counts a use as a phrase between two neighbours, which are kept in the rooms.  Of more than
   NST_MOST_NEIGHBOURS uses a sample is kept, each as likely as the next
   (Vitter 1985), the same one in each run. */
nst_status nst_term_add_neighbours(nst_term_entry *entry, nst_neighbour_rooms *rooms, uint32_t left,
                                   uint32_t right);

/* The smaller one of the entropies of the neighbours on both sides, in bits. */
double nst_term_entropy(const nst_term_entry *entry);

#endif
