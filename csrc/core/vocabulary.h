/* vocabulary.h: what the counter needs of a vocabulary beyond newsstat.h. */
#ifndef NEWSSTAT_VOCABULARY_H
#define NEWSSTAT_VOCABULARY_H

#include "newsstat.h"

/* Asks for where a key will be looked for, some look-ups ahead of that. */
void nst_vocabulary_prefetch(const nst_vocabulary *vocabulary, const char *key, size_t size);

/* Finds or adds a term of another vocabulary and adds its surface forms. */
nst_status nst_vocabulary_take(nst_vocabulary *vocabulary, const nst_vocabulary *other,
                               uint32_t term, uint32_t *taken);

/* Adds the surface forms of another vocabulary's term, which has the same key, to a term. */
nst_status nst_vocabulary_take_surfaces(nst_vocabulary *vocabulary, uint32_t term,
                                        const nst_vocabulary *other, uint32_t others);

/* Uses of a surface form. */
typedef struct nst_surface_uses {
  const char *bytes;
  uint64_t uses;
  uint32_t size;
  uint32_t term;
} nst_surface_uses;

/* Adds many, with their places asked for ahead. */
nst_status nst_vocabulary_add_surfaces(nst_vocabulary *vocabulary, const nst_surface_uses *list,
                                       size_t count);

/* Adds uses of a term's key as surface form. */
void nst_vocabulary_add_plain(nst_vocabulary *vocabulary, uint32_t term, uint64_t uses);

/* Whether a term was met in a form other than its key. */
bool nst_vocabulary_has_forms(const nst_vocabulary *vocabulary, uint32_t term);

/* What the hashes of its keys begin with; no two vocabularies need have the same. */
uint64_t nst_vocabulary_seed(const nst_vocabulary *vocabulary);

#endif
