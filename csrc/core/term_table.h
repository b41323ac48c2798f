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
  uint32_t words[NST_MOST_PHRASE_WORDS];
  uint32_t first;       /* words before its first use in the first article */
  uint32_t first_place; /* of that article */
  uint32_t cut_place;   /* of the article by whose first use the words are told */
  uint32_t articles, repeating, titles, uses, quoted, capitals, paragraphs;
} nst_term_entry;

/* The uses of a term as a phrase, and a sample of their neighbours. */
typedef struct nst_neighbours {
  uint32_t *at; /* on the left, and behind them those on the right */
  uint32_t uses;
  uint8_t room; /* on each side */
} nst_neighbours;

typedef struct nst_term_slot {
  uint64_t hash;
  uint32_t entry; /* its index, plus one; 0 is free */
} nst_term_slot;

typedef struct nst_term_table {
  nst_term_entry *entries;
  nst_neighbours *neighbours; /* of each term, once they are counted */
  size_t count;
  nst_term_slot *slots;
  size_t slot_count;
  nst_allocator allocator;
} nst_term_table;

nst_status nst_term_table_init(nst_term_table *table, const nst_allocator *allocator);
void nst_term_table_free(nst_term_table *table);

/* The number of the term with the hash of a candidate, or NST_NO_TERM. */
uint32_t nst_term_table_find(const nst_term_table *table, uint64_t hash);

/* Asks for the place where a hash is looked for. */
#define nst_term_table_prefetch(table, hash) \
  __builtin_prefetch((table)->slots + ((hash) & ((table)->slot_count - 1)))

/* Gives a hash the next number, if it has none yet. */
nst_status nst_term_table_number(nst_term_table *table, uint64_t hash, bool *is_new);

/* Makes the entries of all terms, of zero bytes, when all are numbered. */
nst_status nst_term_table_make_entries(nst_term_table *table);

/* Spells the keys of some terms in the arena, when their words are known. */
nst_status nst_term_table_spell(nst_term_table *table, const nst_corpus *corpus, size_t first,
                                size_t end, nst_arena *arena);

/* Room for neighbours: what a term has grown out of goes to another.  The arena holds what else
   lives as long. */
typedef struct nst_neighbour_rooms {
  nst_arena arena;
  void *spare[NST_MOST_NEIGHBOURS]; /* of each room a list, each linked in its first bytes */
} nst_neighbour_rooms;

/* Counts a use as a phrase between two neighbours, which are kept in the rooms.  Of more than
   NST_MOST_NEIGHBOURS uses a sample is kept, each as likely as the next
   (Vitter 1985), the same one in each run. */
nst_status nst_neighbours_add(nst_neighbours *neighbours, nst_neighbour_rooms *rooms, uint32_t left,
                              uint32_t right);

/* Asks for the place of the next ones. */
static inline void nst_neighbours_prefetch(const nst_neighbours *neighbours) {
  if (neighbours->uses < neighbours->room) __builtin_prefetch(neighbours->at + neighbours->uses, 1);
}

/* The smaller one of the entropies of the neighbours on both sides, in bits. */
double nst_neighbours_entropy(const nst_neighbours *neighbours);

#endif
