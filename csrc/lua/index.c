/* index.c: core.index(corpus, selection, least [, threads]), the terms of many articles. */
#include "index.h"

#include "threads.h"

nstl_index *nstl_check_index(lua_State *L, int index) {
  nstl_index *self = nstl_check(L, index, NSTL_INDEX);
  luaL_argcheck(L, self->index && self->corpus->corpus, index, "the index is closed");
  return self;
}

static int index_create(lua_State *L) {
  nstl_corpus *corpus = nstl_check_corpus(L, 1);
  size_t least = (size_t)luaL_checknumber(L, 3);
  lua_Number count = nstl_check_threads(L, 4);
  nst_selection selection = nstl_check_selection(L, 2, corpus->corpus);
  nstl_index *self = nstl_new_userdata(L, sizeof *self, NSTL_INDEX);
  nstl_keep(L, lua_gettop(L), 1);
  nst_buffer_init(&self->text, NULL);
  self->corpus = corpus;
  self->articles = selection.count;
  self->periods = selection.count ? selection.periods[selection.count - 1] + (size_t)1 : 0;
  for (size_t i = 0; i < selection.count; i++)
    if (selection.sources[i] >= self->sources) self->sources = selection.sources[i] + (size_t)1;
  nstl_asking asking;
  nst_threads threads = nstl_threads(L, &asking, count);
  nstl_expect_all(
      L, &asking,
      nst_index_create(corpus->corpus, &selection, least, &threads, NULL, &self->index));
  return 1;
}

static uint32_t check_period(lua_State *L, const nstl_index *self, int index) {
  lua_Number period = luaL_checknumber(L, index);
  luaL_argcheck(L, period >= 1 && period <= (lua_Number)self->periods, index, "no such period");
  return (uint32_t)period - 1;
}

uint32_t nstl_check_term(lua_State *L, const nstl_index *self, int index) {
  lua_Number term = luaL_checknumber(L, index);
  luaL_argcheck(L, term >= 1 && term <= (lua_Number)nst_index_size(self->index), index,
                "no such term");
  return (uint32_t)term - 1;
}

/* Places from `first` to `last`, both from 1, as a range from 0 without its end. */
static void check_places(lua_State *L, const nstl_index *self, size_t *first, size_t *last) {
  lua_Number from = luaL_checknumber(L, 2), to = luaL_checknumber(L, 3);
  luaL_argcheck(L, from >= 1 && from <= to + 1, 2, "no such place");
  luaL_argcheck(L, to <= (lua_Number)self->articles, 3, "no such place");
  *first = (size_t)from - 1;
  *last = (size_t)to;
}

/* index:add_history(first, last): places in the selection */
static int index_add_history(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  size_t first, last;
  check_places(L, self, &first, &last);
  nst_index_add_history(self->index, first, last);
  return 0;
}

static int index_clear_history(lua_State *L) {
  nst_index_clear_history(nstl_check_index(L, 1)->index);
  return 0;
}

/* index:period(number) -> first, last place of its articles in the selection */
static int index_period(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  size_t first, last;
  nst_index_period(self->index, check_period(L, self, 2), &first, &last);
  lua_pushinteger(L, (lua_Integer)first + 1);
  lua_pushinteger(L, (lua_Integer)last);
  return 2;
}

/* index:series(terms) -> for each term a list of its articles by period */
static int index_series(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  size_t count = nstl_raw_length(L, 2);
  uint32_t *terms = lua_newuserdata(L, (count + 1) * sizeof *terms);
  uint32_t *counts = lua_newuserdata(L, (count * self->periods + 1) * sizeof *counts);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 2, (int)i + 1);
    terms[i] = nstl_check_term(L, self, lua_gettop(L));
    lua_pop(L, 1);
  }
  nstl_expect(L, nst_index_series(self->index, terms, count, counts));
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    lua_createtable(L, (int)self->periods, 0);
    for (size_t period = 0; period < self->periods; period++) {
      lua_pushinteger(L, (lua_Integer)counts[i * self->periods + period]);
      lua_rawseti(L, -2, (int)period + 1);
    }
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

/* index:open(period, median_words) */
static int index_open(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  uint32_t period = check_period(L, self, 2);
  nstl_expect(L, nst_index_open_period(self->index, period, luaL_checknumber(L, 3)));
  return 0;
}

/* index:open_places(first, last, median_words): articles as if they were a period */
static int index_open_places(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  size_t first, last;
  check_places(L, self, &first, &last);
  nstl_expect(L, nst_index_open_places(self->index, first, last, luaL_checknumber(L, 4)));
  return 0;
}

/* -- The open period --------------------------------------------------------------------- */

/* index:history(term) -> list of the history's articles that have it by source, up to the last
   source that has any */
static int index_history(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  uint32_t term = nstl_check_term(L, self, 2);
  uint32_t *articles = lua_newuserdata(L, (self->sources + 1) * sizeof *articles);
  nstl_expect(L, nst_index_history(self->index, term, articles));
  lua_newtable(L);
  for (size_t source = self->sources, last = 0; source-- > 0;) {
    if (!articles[source] && !last) continue;
    if (!last) last = source + 1;
    lua_pushinteger(L, (lua_Integer)articles[source]);
    lua_rawseti(L, -2, (int)source + 1);
  }
  return 1;
}

/* index:tests(least) -> terms of the open period that so many articles have */
static int index_tests(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  lua_Number least = luaL_checknumber(L, 2);
  size_t tests = 0;
  for (uint32_t term = 0; term < nst_index_size(self->index); term++) {
    size_t count;
    nst_index_postings(self->index, term, &count);
    tests += (lua_Number)count >= least;
  }
  lua_pushinteger(L, (lua_Integer)tests);
  return 1;
}

/* index:count(term) -> uses, sources, series, titles, salience, in the open period */
static int index_count(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  nst_period_counts counts;
  nst_index_count(self->index, nstl_check_term(L, self, 2), &counts);
  lua_pushinteger(L, (lua_Integer)counts.uses);
  lua_pushinteger(L, (lua_Integer)counts.sources);
  lua_pushinteger(L, (lua_Integer)counts.series);
  lua_pushinteger(L, (lua_Integer)counts.titles);
  lua_pushnumber(L, counts.salience);
  return 5;
}

int nstl_push_postings(lua_State *L, const nst_posting *postings, size_t count) {
  lua_createtable(L, (int)count, 0);
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    lua_pushinteger(L, (lua_Integer)postings[i].place + 1);
    lua_rawseti(L, -3, (int)i + 1);
    lua_pushinteger(L, (lua_Integer)postings[i].uses);
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 2;
}

/* index:postings(term) -> places of the open period's articles in the selection, uses in each */
static int index_postings(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  size_t count;
  const nst_posting *postings =
      nst_index_postings(self->index, nstl_check_term(L, self, 2), &count);
  return nstl_push_postings(L, postings, count);
}

/* -- Terms ---------------------------------------------------------------------------------- */

/* index:find(term) -> its number | nil */
static int index_find(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  size_t size;
  const char *word = luaL_checklstring(L, 2, &size);
  nst_buffer *key = nstl_new_buffer(L);
  nstl_expect(L, nst_corpus_key(self->corpus->corpus, word, size, key));
  uint32_t term = nst_index_find(self->index, key->bytes ? key->bytes : "", key->size);
  nst_buffer_free(key);
  if (term == NST_NO_TERM) return 0;
  lua_pushinteger(L, (lua_Integer)term + 1);
  return 1;
}

/* index:is_stop(term) -> whether its key is a stop word's */
static int index_is_stop(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  nst_term term;
  nst_index_term(self->index, nstl_check_term(L, self, 2), &term);
  lua_pushboolean(L, term.is_stop);
  return 1;
}

/* index:term(term) -> key, articles, repeating, titles, is word, words, share of capitals, quoted,
   entropy, association, ends with a name, uses, place of the first use among its article's words,
   paragraphs */
static int index_term(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  nst_term term;
  nst_index_term(self->index, nstl_check_term(L, self, 2), &term);
  lua_pushlstring(L, term.key, term.size);
  lua_pushinteger(L, (lua_Integer)term.articles);
  lua_pushinteger(L, (lua_Integer)term.repeating);
  lua_pushinteger(L, (lua_Integer)term.titles);
  lua_pushboolean(L, term.is_word);
  lua_pushinteger(L, (lua_Integer)term.word_count);
  lua_pushnumber(L, term.uses ? (double)term.capitals / term.uses : 0);
  lua_pushinteger(L, (lua_Integer)term.quoted);
  lua_pushnumber(L, term.entropy);
  lua_pushnumber(L, term.association);
  lua_pushboolean(L, term.ends_with_name);
  lua_pushinteger(L, (lua_Integer)term.uses);
  lua_pushinteger(L, (lua_Integer)term.first + 1);
  lua_pushinteger(L, (lua_Integer)term.paragraphs);
  return 14;
}

/* index:words(term) -> keys of the words it was cut into */
static int index_words(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  const uint32_t *words;
  size_t count = nst_index_words(self->index, nstl_check_term(L, self, 2), &words);
  const nst_vocabulary *vocabulary = nst_index_vocabulary(self->index);
  for (size_t i = 0; i < count; i++) {
    size_t size;
    const char *key = nst_vocabulary_key(vocabulary, words[i], &size);
    lua_pushlstring(L, key, size);
  }
  return (int)count;
}

static int index_surface(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  nst_buffer *surface = nstl_new_buffer(L);
  nstl_expect(L, nst_index_surface(self->index, nstl_check_term(L, self, 2), surface));
  nstl_push_text(L, surface);
  return 1;
}

static int index_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)nst_index_size(nstl_check_index(L, 1)->index));
  return 1;
}

static int index_close(lua_State *L) {
  nstl_index *self = nstl_check(L, 1, NSTL_INDEX);
  nst_index_destroy(self->index);
  self->index = NULL;
  nst_buffer_free(&self->text);
  return 0;
}

void nstl_open_index(lua_State *L) {
  static const luaL_Reg methods[] = {{"add_history", index_add_history},
                                     {"clear_history", index_clear_history},
                                     {"period", index_period},
                                     {"series", index_series},
                                     {"open", index_open},
                                     {"open_places", index_open_places},
                                     {"count", index_count},
                                     {"present", nstl_index_present},
                                     {"row", nstl_index_row},
                                     {"series_text", nstl_index_series_text},
                                     {"history", index_history},
                                     {"tests", index_tests},
                                     {"postings", index_postings},
                                     {"find", index_find},
                                     {"is_stop", index_is_stop},
                                     {"term", index_term},
                                     {"words", index_words},
                                     {"surface", index_surface},
                                     {"close", index_close},
                                     {NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__gc", index_close}, {"__close", index_close}, {"__len", index_length}, {NULL, NULL}};
  nstl_new_type(L, NSTL_INDEX, methods, metamethods);
  lua_pushcfunction(L, index_create);
  lua_setfield(L, -2, "index");
}
