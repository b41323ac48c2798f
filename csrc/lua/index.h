/* index.h: what the files on indexes share. */
#ifndef NEWSSTAT_LUA_INDEX_H
#define NEWSSTAT_LUA_INDEX_H

#include "corpus.h"

typedef struct nstl_index {
  nst_index *index; /* NULL when closed */
  nstl_corpus *corpus;
  size_t articles, periods, sources;
  nst_buffer text; /* a list, while it is written */
} nstl_index;

/* The index at a place of the stack; raises when it was closed. */
nstl_index *nstl_check_index(lua_State *L, int index);

/* The term at a place of the stack, from 0. */
uint32_t nstl_check_term(lua_State *L, const nstl_index *self, int index);

/* Pushes a list of the places, from 1, and one of the uses. */
int nstl_push_postings(lua_State *L, const nst_posting *postings, size_t count);

/* index:present() -> list of the terms but stop words that articles of the open period have */
int nstl_index_present(lua_State *L);

/* index:row(term, least) -> articles, uses, sources, series, titles, salience, postings, history,
   history by source, of the open period; the last two are nil below `least` articles, and lists are
   in JSON */
int nstl_index_row(lua_State *L);

/* index:series_text(term) -> periods and articles in turns, in JSON */
int nstl_index_series_text(lua_State *L);

#endif
