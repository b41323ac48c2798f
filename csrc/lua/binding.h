/* binding.h: what the files of the binding share. */
#ifndef NEWSSTAT_LUA_BINDING_H
#define NEWSSTAT_LUA_BINDING_H

#include "compat.h"
#include "core/newsstat.h"

#define NSTL_BUFFER "newsstat.buffer"
#define NSTL_CLEANER "newsstat.cleaner"
#define NSTL_FEED "newsstat.feed"
#define NSTL_JSON "newsstat.json_reader"
#define NSTL_LEXICON "newsstat.lexicon"
#define NSTL_PAGE_FACTS "newsstat.page_facts"
#define NSTL_SEGMENTER "newsstat.segmenter"
#define NSTL_WORDS "newsstat.words"
#define NSTL_STRINGS "newsstat.strings"
#define NSTL_TERMS "newsstat.terms"
#define NSTL_DOCUMENT "newsstat.document"
#define NSTL_COUNTER "newsstat.counter"
#define NSTL_WARC "newsstat.warc"
#define NSTL_WORD_SET "newsstat.word_set"
#define NSTL_TAB_SEPARATED "newsstat.tab_separated"
#define NSTL_ZONE "newsstat.zone"

/* The userdata at index, or an error when it is none of this type. */
void *nstl_check(lua_State *L, int index, const char *type);

/* The number of bytes at index; SIZE_MAX for more than that, math.huge among them. */
size_t nstl_check_size(lua_State *L, int index);

/* Keeps the value at `kept` alive as long as the userdata at `userdata`. */
void nstl_keep(lua_State *L, int userdata, int kept);

/* Pushes nil and a message for a status; out of memory raises. */
int nstl_push_failure(lua_State *L, nst_status status);

void nstl_push_lost_file(lua_State *L);

/* Raises for a status that only lack of memory can be, or a temporary file that is lost: then what
   nstl_push_lost_file pushes and core.lost_file is, so that newsstat.failure knows it. */
void nstl_expect(lua_State *L, nst_status status);

/* Raises when the table at index has a key that is not among the names. */
void nstl_check_keys(lua_State *L, int index, const char *const *names);

/* Pushes a buffer that the collector frees if nobody else does. */
nst_buffer *nstl_new_buffer(lua_State *L);

/* Pushes the buffer's text and frees its memory. */
void nstl_push_text(lua_State *L, nst_buffer *buffer);

/* Pushes a slice as a string; nil where its bytes are NULL. */
void nstl_push_slice(lua_State *L, nst_slice slice);

/* Sets a whole number in the table on top. */
void nstl_set_number(lua_State *L, const char *name, size_t number);

const nst_lexicon *nstl_check_lexicon(lua_State *L, int index);

/* Where the segmenter at index stands; NULL there once it is closed. */
nst_segmenter *const *nstl_check_segmenter(lua_State *L, int index);
const nst_lexicon *nstl_segmenter_lexicon(lua_State *L, int index);

/* A segmenter with the settings and user words of the one at index, which has
   to outlive it. */
nst_segmenter *nstl_segmenter_copy(lua_State *L, int index);

const nst_vocabulary *nstl_check_word_set(lua_State *L, int index);

const nst_string_list *nstl_check_strings(lua_State *L, int index);

/* What documents and counters that share a vocabulary have in common. */
typedef struct nstl_terms {
  nst_vocabulary *vocabulary; /* NULL once collected */
  nst_segmenter *const *segmenter;
  const nst_lexicon *lexicon;
  nst_document *scratch; /* for texts that are only counted */
  nst_buffer key;        /* for look-ups */
  nst_term_rules rules;
} nstl_terms;

nstl_terms *nstl_check_terms(lua_State *L, int index);

/* The number of the term of a word, NST_NO_TERM if it was never seen. */
uint32_t nstl_find_term(lua_State *L, nstl_terms *terms, int index);

/* Pushes the form in which the term of the word at index is shown: the word
   itself if it was never seen. */
void nstl_push_surface(lua_State *L, nstl_terms *terms, int index);

typedef struct nstl_document {
  nst_document *document;
  nstl_terms *terms;
} nstl_document;

/* The segmenter behind terms; raises when it was closed. */
nst_segmenter *nstl_terms_segmenter(lua_State *L, const nstl_terms *terms);

/* The document at index, or NULL when the value is something else. */
nstl_document *nstl_test_document(lua_State *L, int index);

int nstl_new_document(lua_State *L); /* (terms, text) */

/* Each adds its functions to the module table on top. */
void nstl_open_buffer(lua_State *L);
void nstl_open_charset(lua_State *L);
void nstl_open_clean(lua_State *L);
void nstl_open_feed(lua_State *L);
void nstl_open_json(lua_State *L);
void nstl_open_lexicon(lua_State *L);
void nstl_open_segmenter(lua_State *L);
void nstl_open_words(lua_State *L);
void nstl_open_terms(lua_State *L);
void nstl_open_document(lua_State *L);
void nstl_open_counter(lua_State *L);
void nstl_open_corpus(lua_State *L);
void nstl_open_furniture(lua_State *L);
void nstl_open_forms(lua_State *L);
void nstl_open_index(lua_State *L);
void nstl_open_ranking(lua_State *L);
void nstl_open_standing(lua_State *L);
void nstl_open_statistics(lua_State *L);
void nstl_open_pipeline(lua_State *L);
void nstl_open_tab_separated(lua_State *L);
void nstl_open_tab_separated_rows(lua_State *L);
void nstl_open_threads(lua_State *L);
void nstl_open_title_series(lua_State *L);
void nstl_open_page(lua_State *L);
void nstl_open_post(lua_State *L);
void nstl_open_postings(lua_State *L);
void nstl_open_warc(lua_State *L);
void nstl_open_word_set(lua_State *L);
void nstl_open_word_uses(lua_State *L);
void nstl_open_zone(lua_State *L);
void nstl_open_strings(lua_State *L);
void nstl_open_system(lua_State *L);

int nstl_words(lua_State *L); /* segmenter:words(text) */

#endif
