/* index.c: core.index(corpus, selection, least [, threads]), the terms of many articles. */
#include "index.h"

#include "threads.h"

#include <math.h>

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

static int index_remove_history(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  size_t first, last;
  check_places(L, self, &first, &last);
  nst_index_remove_history(self->index, first, last);
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
  nst_index_series(self->index, terms, count, counts);
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

/* Copies a number for each source from the list at index. */
static void copy_numbers(lua_State *L, int index, const nstl_index *self, double *out) {
  luaL_checktype(L, index, LUA_TTABLE);
  for (size_t i = 0; i < self->sources; i++) {
    lua_rawgeti(L, index, (int)i + 1);
    out[i] = lua_tonumber(L, -1);
    lua_pop(L, 1);
  }
}

/* index:open(period, median_words, trust) */
static int index_open(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  uint32_t period = check_period(L, self, 2);
  double median_words = luaL_checknumber(L, 3);
  double *trust = lua_newuserdata(L, (self->sources + 1) * sizeof *trust);
  copy_numbers(L, 4, self, trust);
  nstl_expect(L, nst_index_open_period(self->index, period, median_words, trust));
  return 0;
}

/* index:open_places(first, last, median_words, trust): articles as if they were a period */
static int index_open_places(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  size_t first, last;
  check_places(L, self, &first, &last);
  double median_words = luaL_checknumber(L, 4);
  double *trust = lua_newuserdata(L, (self->sources + 1) * sizeof *trust);
  copy_numbers(L, 5, self, trust);
  nstl_expect(L, nst_index_open_places(self->index, first, last, median_words, trust));
  return 0;
}

/* -- Walking the open period ------------------------------------------------------------- */

/* Which terms may have moved. */
typedef struct change_test {
  lua_Number spread, share, floor, articles, least_articles, least_lift, least_g2;
  bool is_falling;
} change_test;

typedef struct walk {
  nstl_index *self;
  size_t place;
  change_test test;
  double weights[];
} walk;

/* G2 of x articles of n where e were expected, without sign, as newsstat.trends.statistics has it.
 */
static double g2(double x, double n, double e) {
  if (e >= n) return HUGE_VAL;
  double sum = x > 0 ? x * log(x / e) : 0;
  if (x < n) sum += (n - x) * log((n - x) / (n - e));
  return 2 * fabs(sum);
}

/* Whether a row is worth a look.  The caller, who knows more of the term and so expects it as often
   or more, judges it again: what is at the border passes. */
static bool is_far(const change_test *test, const nst_period_term *row, double weighted) {
  const double slack = .999;
  double expected = weighted + test->spread * (row->history + .5) * test->share;
  if (expected < test->floor) expected = test->floor;
  if (test->is_falling) {
    if (expected < slack * test->least_articles) return false;
    if (expected < slack * test->least_lift * row->articles) return false;
  } else if (row->articles < slack * test->least_lift * expected) {
    return false;
  }
  return g2(row->articles, test->articles, expected) >= slack * test->least_g2;
}

/* A term that is not far from what is expected without its weighted history has not risen. */
static bool may_have_moved(const walk *at, const nst_period_term *row, double *weighted) {
  const change_test *test = &at->test;
  *weighted = 0;
  if (!test->is_falling) {
    if (row->articles < test->least_articles || !is_far(test, row, 0)) return false;
    if (!row->history) return true;
  }
  *weighted = nst_index_weigh_history(at->self->index, row->term, at->weights);
  return is_far(test, row, *weighted);
}

/* The userdata itself is called: LuaJIT's traces keep the functions that they call, and a closure
   for each walk would stay with its index. */
static int walk_next(lua_State *L) {
  walk *at = nstl_check(L, 1, NSTL_INDEX_WALK);
  luaL_argcheck(L, at->self->index, 1, "the index is closed");
  nst_period_term row;
  double weighted;
  while (nst_index_next(at->self->index, &at->place, &row)) {
    if (!may_have_moved(at, &row, &weighted)) continue;
    lua_pushinteger(L, (lua_Integer)row.term + 1);
    lua_pushinteger(L, (lua_Integer)row.articles);
    lua_pushinteger(L, (lua_Integer)row.history);
    lua_pushnumber(L, weighted);
    return 4;
  }
  return 0;
}

static lua_Number number_field(lua_State *L, int index, const char *name) {
  lua_getfield(L, index, name);
  if (!lua_isnumber(L, -1)) luaL_error(L, "index:each: number '%s' expected", name);
  lua_Number number = lua_tonumber(L, -1);
  lua_pop(L, 1);
  return number;
}

static change_test check_test(lua_State *L, int index) {
  luaL_checktype(L, index, LUA_TTABLE);
  change_test test = {.spread = number_field(L, index, "spread"),
                      .share = number_field(L, index, "share"),
                      .floor = number_field(L, index, "floor"),
                      .articles = number_field(L, index, "articles"),
                      .least_articles = number_field(L, index, "least_articles"),
                      .least_lift = number_field(L, index, "least_lift"),
                      .least_g2 = number_field(L, index, "least_g2")};
  lua_getfield(L, index, "is_falling");
  test.is_falling = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return test;
}

/* index:each { weights, spread, share, floor, articles, least_articles, least_lift, least_g2,
   is_falling } -> iterator of term, articles, history, weighted: terms of the open period, which
   has so many articles, that may have risen so far, or fallen, when at least
   e = max(weighted + spread (history + 1/2) share, floor) of them were expected.  least_articles is
   a term's least number in the period, or of e where it is to have fallen. */
static int index_each(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  change_test test = check_test(L, 2);
  walk *at =
      nstl_new_userdata(L, sizeof *at + (self->sources + 1) * sizeof(double), NSTL_INDEX_WALK);
  nstl_keep(L, lua_gettop(L), 1);
  *at = (walk){.self = self, .test = test};
  lua_getfield(L, 2, "weights");
  copy_numbers(L, lua_gettop(L), self, at->weights);
  lua_pop(L, 1);
  return 1;
}

/* index:history(term) -> list of the history's articles that have it by source, up to the last
   source that has any */
static int index_history(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  uint32_t term = nstl_check_term(L, self, 2);
  uint32_t *articles = lua_newuserdata(L, (self->sources + 1) * sizeof *articles);
  nst_index_history(self->index, term, articles);
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

/* index:count(term) -> uses, sources, series, titles, salience, trust, in the open period */
static int index_count(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  nst_period_term row = {.term = nstl_check_term(L, self, 2)};
  nst_index_count(self->index, &row);
  lua_pushinteger(L, (lua_Integer)row.uses);
  lua_pushinteger(L, (lua_Integer)row.sources);
  lua_pushinteger(L, (lua_Integer)row.series);
  lua_pushinteger(L, (lua_Integer)row.titles);
  lua_pushnumber(L, row.salience);
  lua_pushnumber(L, row.trust);
  return 6;
}

/* index:postings(term) -> places of the open period's articles in the selection, uses in each */
static int index_postings(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  size_t count;
  const nst_posting *postings =
      nst_index_postings(self->index, nstl_check_term(L, self, 2), &count);
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

/* index:shared(term, term) -> articles of the open period that have both */
static int index_shared(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  size_t a_count, b_count, both = 0;
  const nst_posting *a = nst_index_postings(self->index, nstl_check_term(L, self, 2), &a_count);
  const nst_posting *b = nst_index_postings(self->index, nstl_check_term(L, self, 3), &b_count);
  for (size_t i = 0, j = 0; i < a_count && j < b_count;) {
    both += a[i].place == b[j].place;
    uint32_t place = a[i].place;
    i += place <= b[j].place;
    j += b[j].place <= place;
  }
  lua_pushinteger(L, (lua_Integer)both);
  return 1;
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
                                     {"remove_history", index_remove_history},
                                     {"clear_history", index_clear_history},
                                     {"period", index_period},
                                     {"series", index_series},
                                     {"open", index_open},
                                     {"open_places", index_open_places},
                                     {"each", index_each},
                                     {"count", index_count},
                                     {"present", nstl_index_present},
                                     {"row", nstl_index_row},
                                     {"series_text", nstl_index_series_text},
                                     {"history", index_history},
                                     {"tests", index_tests},
                                     {"postings", index_postings},
                                     {"shared", index_shared},
                                     {"find", index_find},
                                     {"is_stop", index_is_stop},
                                     {"term", index_term},
                                     {"words", index_words},
                                     {"surface", index_surface},
                                     {"close", index_close},
                                     {NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__gc", index_close}, {"__close", index_close}, {"__len", index_length}, {NULL, NULL}};
  static const luaL_Reg no_methods[] = {{NULL, NULL}};
  static const luaL_Reg walk_metamethods[] = {{"__call", walk_next}, {NULL, NULL}};
  nstl_new_type(L, NSTL_INDEX_WALK, no_methods, walk_metamethods);
  nstl_new_type(L, NSTL_INDEX, methods, metamethods);
  lua_pushcfunction(L, index_create);
  lua_setfield(L, -2, "index");
}
