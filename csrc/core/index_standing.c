/* index_standing.c: judges the terms of an index. */
#include "memory.h"
#include "ranking.h"
#include "term_index.h"
#include "vocabulary.h"

/* Articles that have the name before a genitive's 's, 0 where that is no term. */
static nst_status count_owner(const nst_index *index, const nst_term *term, double *articles) {
  size_t size = nst_owner_size(term->key, term->size);
  *articles = 0;
  if (!size) return NST_OK;
  nst_buffer key;
  nst_buffer_init(&key, &index->allocator);
  nst_status status = nst_corpus_key(index->corpus, term->key, size, &key);
  uint32_t owner = status == NST_OK ? nst_index_find(index, key.bytes, key.size) : NST_NO_TERM;
  nst_buffer_free(&key);
  if (owner != NST_NO_TERM) *articles = index->table.entries[owner].articles;
  return status;
}

static nst_slice word_of(const nst_index *index, uint32_t word) {
  size_t size;
  const char *key = nst_vocabulary_key(index->words, word, &size);
  return (nst_slice){key, size};
}

nst_status nst_index_judge(const nst_index *index, const nst_standing_rules *rules, uint32_t number,
                           nst_standing *out, bool *is_term) {
  nst_term term;
  nst_index_term(index, number, &term);
  nst_term_facts facts = {.key = {term.key, term.size},
                          .first_word = word_of(index, term.words[0]),
                          .last_word = word_of(index, term.words[term.word_count - 1]),
                          .articles = term.articles,
                          .repeating = term.repeating,
                          .quoted = term.quoted,
                          .capitals = term.uses ? (double)term.capitals / term.uses : 0,
                          .entropy = term.entropy,
                          .association = term.association,
                          .has_several_words = term.word_count > 1,
                          .is_word = term.is_word,
                          .ends_with_name = term.ends_with_name};
  nst_status status = count_owner(index, &term, &facts.owner_articles);
  *is_term = status == NST_OK && nst_judge_standing(rules, &facts, out);
  return status;
}
