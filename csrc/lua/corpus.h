/* corpus.h: what the files on corpora and indexes share. */
#ifndef NEWSSTAT_LUA_CORPUS_H
#define NEWSSTAT_LUA_CORPUS_H

#include "binding.h"

#define NSTL_CORPUS "newsstat.corpus"
#define NSTL_FURNITURE "newsstat.furniture"
#define NSTL_INDEX "newsstat.index"
#define NSTL_PIPELINE "newsstat.pipeline"
#define NSTL_WORD_USES "newsstat.word_uses"

typedef struct nstl_corpus {
  nst_corpus *corpus; /* NULL when closed */
  nstl_terms *terms;
  int pipelines; /* that are open: they need the corpus */
} nstl_corpus;

nstl_corpus *nstl_check_corpus(lua_State *L, int index);

/* A selection from a table of lists: articles, sources, and perhaps series and
   periods, all from 1.  Its memory is a userdata left on the stack. */
nst_selection nstl_check_selection(lua_State *L, int index, const nst_corpus *corpus);

/* corpus:each_word(articles) -> iterator of the words that they have: key, base or "", places in
   the list and uses in turns, positions, the last two in JSON */
int nstl_corpus_each_word(lua_State *L);

#endif
