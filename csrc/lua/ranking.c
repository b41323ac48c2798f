/* ranking.c: core.ranking(standing, rules, periods, sources), the terms of periods that moved. */
#include "ranking.h"
#include "index.h"
#include "threads.h"

typedef struct box {
  nst_ranking *ranking; /* NULL when closed */
  nstl_index *counted;  /* the index whose keys and articles the rows name, or NULL */
  size_t periods, sources;
  uint32_t last_period; /* the largest number of one, plus one */
  bool was_added_to;
  uint32_t *by_source; /* articles of a history, while they are weighed */
} box;

static box *check_ranking(lua_State *L, int index) {
  box *self = nstl_check(L, index, NSTL_RANKING);
  luaL_argcheck(L, self->ranking, index, "the ranking is closed");
  luaL_argcheck(L, !self->counted || self->counted->index, index, "its index is closed");
  return self;
}

static size_t check_period(lua_State *L, const box *self, int index) {
  lua_Number period = luaL_checknumber(L, index);
  luaL_argcheck(L, period >= 1 && period <= (lua_Number)self->periods, index, "no such period");
  return (size_t)period - 1;
}

/* -- Creating ---------------------------------------------------------------------------------- */

static nst_ranking_method check_method(lua_State *L, int index) {
  static const char *const names[] = {"tempered", "g2", "z", "jlh", "log-odds", NULL};
  static const nst_ranking_method methods[] = {
      NST_RANK_TEMPERED, NST_RANK_G2, NST_RANK_STANDARD_SCORE, NST_RANK_JLH, NST_RANK_LOG_ODDS};
  lua_getfield(L, index, "method");
  int method = luaL_checkoption(L, lua_gettop(L), NULL, names);
  lua_pop(L, 1);
  return methods[method];
}

static void read_rules(lua_State *L, int index, nst_ranking_rules *out) {
  const nstl_number fields[] = {{"least_articles", &out->least_articles},
                                {"least_lift", &out->least_lift},
                                {"least_g2", &out->least_g2},
                                {"min_sources", &out->min_sources},
                                {"lexicon_articles", &out->lexicon_articles},
                                {"prior", &out->prior},
                                {"g2_power", &out->g2_power},
                                {"class_weight", &out->class_weight},
                                {"breadth_weight", &out->breadth_weight},
                                {"most_sources", &out->most_sources},
                                {"title_weight", &out->title_weight},
                                {"most_titles", &out->most_titles}};
  nstl_read_numbers(L, index, fields, sizeof fields / sizeof *fields);
  out->method = check_method(L, index);
  out->is_falling = nstl_flag_field(L, index, "is_falling");
  out->most_judged = nstl_count_field(L, index, "most_judged");
  lua_getfield(L, index, "forms");
  out->forms = nstl_check_form_rules(L, lua_gettop(L));
  lua_pop(L, 1);
}

/* A number for each source from a list in a field. */
static const double *read_sources(lua_State *L, int index, const char *name, double *out,
                                  size_t sources) {
  lua_getfield(L, index, name);
  luaL_checktype(L, -1, LUA_TTABLE);
  for (size_t i = 0; i < sources; i++) {
    lua_rawgeti(L, -1, (int)i + 1);
    out[i] = lua_tonumber(L, -1);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return out;
}

/* A number from 1 in a field, as one from 0. */
static uint32_t place_field(lua_State *L, int index, const char *name) {
  uint32_t number = nstl_count_field(L, index, name);
  if (!number) luaL_error(L, "newsstat: '%s' counts from 1", name);
  return number - 1;
}

static nst_held_period read_period(lua_State *L, int index, double *numbers, size_t sources) {
  luaL_checktype(L, index, LUA_TTABLE);
  return (nst_held_period){.period = place_field(L, index, "period"),
                           .expectation = {.n = nstl_number_field(L, index, "n"),
                                           .m = nstl_number_field(L, index, "m"),
                                           .spread = nstl_number_field(L, index, "spread")},
                           .history_first = place_field(L, index, "first_place"),
                           .history_last = nstl_count_field(L, index, "last_place"),
                           .weights = read_sources(L, index, "weights", numbers, sources),
                           .trust = read_sources(L, index, "trust", numbers + sources, sources)};
}

/* core.ranking(standing, { the fields of nst_ranking_rules; forms = { cover, least_share } },
   periods, sources): periods in order, each a table with period, n, m, spread, and by
   source the lists weights and trust; the history is from first_place to last_place of an index. */
static int ranking_create(lua_State *L) {
  nst_ranking_rules rules = {.standing = *nstl_check_standing_rules(L, 1)};
  luaL_checktype(L, 2, LUA_TTABLE);
  luaL_checktype(L, 3, LUA_TTABLE);
  lua_Number given = luaL_checknumber(L, 4);
  luaL_argcheck(L, given >= 0 && given <= 65536, 4, "a number of sources expected");
  size_t sources = (size_t)given, count = nstl_raw_length(L, 3);
  read_rules(L, 2, &rules);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_RANKING);
  int userdata = lua_gettop(L);
  nstl_keep(L, userdata, 1);
  self->by_source = lua_newuserdata(L, (sources + 1) * sizeof *self->by_source);
  nstl_keep(L, userdata, lua_gettop(L));
  nst_held_period *periods = lua_newuserdata(L, (count + 1) * sizeof *periods);
  double *numbers = lua_newuserdata(L, (2 * count * sources + 1) * sizeof *numbers);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 3, (int)i + 1);
    periods[i] = read_period(L, lua_gettop(L), numbers + 2 * i * sources, sources);
    if (periods[i].period >= self->last_period) self->last_period = periods[i].period + 1;
    lua_pop(L, 1);
  }
  self->periods = count;
  self->sources = sources;
  nstl_expect(L, nst_ranking_create(&rules, periods, count, sources, NULL, &self->ranking));
  lua_pushvalue(L, userdata);
  return 1;
}

/* -- Counting ---------------------------------------------------------------------------------- */

/* For each place of the index whether the list at index, or nil for all, has it. */
static const uint8_t *read_places(lua_State *L, int index, const nstl_index *counted) {
  if (lua_isnoneornil(L, index)) return NULL;
  luaL_checktype(L, index, LUA_TTABLE);
  size_t count = nstl_raw_length(L, index);
  uint8_t *places = lua_newuserdata(L, counted->articles + 1);
  memset(places, 0, counted->articles + 1);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, index, (int)i + 1);
    lua_Number place = lua_tonumber(L, -1);
    luaL_argcheck(L, place >= 1 && place <= (lua_Number)counted->articles, index, "no such place");
    places[(size_t)place - 1] = 1;
    lua_pop(L, 1);
  }
  return places;
}

/* ranking:count(index [, threads [, places]]): ranks all periods; places: those of an index that
   alone are in a history */
static int ranking_count(lua_State *L) {
  box *self = check_ranking(L, 1);
  nstl_index *index = nstl_check_index(L, 2);
  lua_Number count = nstl_check_threads(L, 3);
  lua_settop(L, 4);
  luaL_argcheck(L, !self->counted && !self->was_added_to, 1, "it has terms");
  luaL_argcheck(L, index->sources <= self->sources, 2, "it has more sources");
  luaL_argcheck(L, index->periods >= self->last_period, 2, "it has fewer periods");
  nstl_keep(L, 1, 2);
  const uint8_t *places = read_places(L, 4, index);
  self->counted = index;
  nstl_asking asking;
  nst_threads threads = nstl_threads(L, &asking, count);
  nstl_expect_all(L, &asking,
                  nst_ranking_count_index(self->ranking, index->index, places, &threads));
  return 0;
}

/* What the articles of a term's history, a list by source at index, add to what is expected of it;
   0 where it is nil. */
static double weigh(lua_State *L, const box *self, size_t period, int index) {
  if (lua_isnoneornil(L, index)) return 0;
  luaL_checktype(L, index, LUA_TTABLE);
  for (size_t i = 0; i < self->sources; i++) {
    lua_rawgeti(L, index, (int)i + 1);
    self->by_source[i] = (uint32_t)lua_tointeger(L, -1);
    lua_pop(L, 1);
  }
  return nst_ranking_weigh(self->ranking, period, self->by_source);
}

/* ranking:may_have_moved(period, articles, history [, by_source]) -> whether a term may have,
   articles of whose history are told by source or count for nothing */
static int ranking_may_have_moved(lua_State *L) {
  box *self = check_ranking(L, 1);
  size_t period = check_period(L, self, 2);
  lua_pushboolean(L, nst_ranking_may_have_moved(self->ranking, period, luaL_checknumber(L, 3),
                                                luaL_checknumber(L, 4), weigh(L, self, period, 5)));
  return 1;
}

/* What articles whose sources stand in a field of the table at index are worth. */
static double trust_field(lua_State *L, const box *self, size_t period, int index,
                          const char *name) {
  lua_getfield(L, index, name);
  luaL_checktype(L, -1, LUA_TTABLE);
  size_t count = nstl_raw_length(L, -1);
  uint32_t *sources = lua_newuserdata(L, (count + 1) * sizeof *sources);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, -2, (int)i + 1);
    lua_Number source = lua_tonumber(L, -1);
    if (!(source >= 1 && source <= (lua_Number)self->sources))
      luaL_error(L, "newsstat: no such source");
    sources[i] = (uint32_t)source - 1;
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
  return nst_ranking_trust(self->ranking, period, sources, count);
}

/* ranking:add(period, { id, key, articles, history, count, sources, series, titles, salience,
   class, adaptation, firmness, common, article_sources, by_source }): unless it did not move.
   article_sources: of each of its articles; by_source: those of the history, or nil where they
   count for nothing */
static int ranking_add(lua_State *L) {
  box *self = check_ranking(L, 1);
  size_t period = check_period(L, self, 2);
  luaL_checktype(L, 3, LUA_TTABLE);
  nst_moved_term term = {.term = nstl_count_field(L, 3, "id"),
                         .key = nstl_text_field(L, 3, "key"),
                         .articles = nstl_count_field(L, 3, "articles"),
                         .history = nstl_count_field(L, 3, "history"),
                         .uses = nstl_count_field(L, 3, "count"),
                         .sources = nstl_count_field(L, 3, "sources"),
                         .series = nstl_count_field(L, 3, "series"),
                         .titles = nstl_count_field(L, 3, "titles"),
                         .salience = nstl_number_field(L, 3, "salience"),
                         .trust = trust_field(L, self, period, 3, "article_sources"),
                         .standing = {.word_class = nstl_number_field(L, 3, "class"),
                                      .adaptation = nstl_number_field(L, 3, "adaptation"),
                                      .firmness = nstl_number_field(L, 3, "firmness"),
                                      .common = nstl_number_field(L, 3, "common")}};
  lua_getfield(L, 3, "by_source");
  double weighted = weigh(L, self, period, lua_gettop(L));
  lua_pop(L, 1);
  self->was_added_to = true;
  nstl_expect(L, nst_ranking_add(self->ranking, period, &term, weighted));
  return 0;
}

/* ranking:finish(period): chooses what to show of the terms that were added */
static int ranking_finish(lua_State *L) {
  box *self = check_ranking(L, 1);
  nstl_expect(L, nst_ranking_finish(self->ranking, check_period(L, self, 2)));
  return 0;
}

/* -- Rows -------------------------------------------------------------------------------------- */

static void set_real(lua_State *L, const char *name, double number) {
  lua_pushnumber(L, number);
  lua_setfield(L, -2, name);
}

/* An index numbers its terms from 1. */
static size_t id_of(const box *self, const nst_moved_term *term) {
  return term->term + (self->counted ? (size_t)1 : 0);
}

/* Sets the numbers of the terms that yield to a row, where there are any. */
static void set_forms(lua_State *L, const box *self, const nst_moved_term *terms,
                      const nst_moved_term *row) {
  if (row->first_form == NST_NO_FORM) return;
  int place = 0;
  lua_newtable(L);
  for (uint32_t form = row->first_form; form != NST_NO_FORM; form = terms[form].next_form) {
    lua_pushinteger(L, (lua_Integer)id_of(self, terms + form));
    lua_rawseti(L, -2, ++place);
  }
  lua_setfield(L, -2, "forms");
}

/* ranking:row(period, i) -> the i-th best term of a finished period, a table with id, key,
   articles, history, count, sources, series, titles, salience, trust, expected, lift, g2, class,
   adaptation, firmness, breadth, score and perhaps forms, the numbers of the terms that yield to
   it; nil where there is none */
static int ranking_row(lua_State *L) {
  box *self = check_ranking(L, 1);
  size_t shown, period = check_period(L, self, 2);
  lua_Number number = luaL_checknumber(L, 3);
  const nst_moved_term *terms = nst_ranking_terms(self->ranking, period, &shown);
  if (!(number >= 1 && number <= (lua_Number)shown)) return 0;
  const nst_moved_term *row = terms + (size_t)number - 1;
  enum { FIELDS = 24 };
  lua_createtable(L, 0, FIELDS);
  nstl_push_slice(L, row->key);
  lua_setfield(L, -2, "key");
  nstl_set_number(L, "id", id_of(self, row));
  nstl_set_number(L, "articles", row->articles);
  nstl_set_number(L, "history", row->history);
  nstl_set_number(L, "count", row->uses);
  nstl_set_number(L, "sources", row->sources);
  nstl_set_number(L, "series", row->series);
  nstl_set_number(L, "titles", row->titles);
  set_real(L, "salience", row->salience);
  set_real(L, "trust", row->trust);
  set_real(L, "expected", row->expected);
  set_real(L, "lift", row->lift);
  set_real(L, "g2", row->g2);
  set_real(L, "class", row->standing.word_class);
  set_real(L, "adaptation", row->standing.adaptation);
  set_real(L, "firmness", row->standing.firmness);
  set_real(L, "breadth", row->breadth);
  set_real(L, "score", row->score);
  set_forms(L, self, terms, row);
  return 1;
}

/* ranking:distances(period) -> list of |G2| of all terms that moved, the smallest first */
static int ranking_distances(lua_State *L) {
  box *self = check_ranking(L, 1);
  size_t count;
  const double *distances = nst_ranking_distances(self->ranking, check_period(L, self, 2), &count);
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    lua_pushnumber(L, distances[i]);
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

/* ranking:tests(period) -> terms that enough articles of the period have, by the index */
static int ranking_tests(lua_State *L) {
  box *self = check_ranking(L, 1);
  lua_pushinteger(L, (lua_Integer)nst_ranking_tests(self->ranking, check_period(L, self, 2)));
  return 1;
}

/* The articles, by the index, of the row whose number stands at index. */
static const nst_posting *check_postings(lua_State *L, const box *self, size_t period, int index,
                                         size_t *count) {
  size_t shown;
  lua_Number number = luaL_checknumber(L, index);
  const nst_moved_term *terms = nst_ranking_terms(self->ranking, period, &shown);
  luaL_argcheck(L, self->counted, 1, "it has counted no index");
  luaL_argcheck(L, number >= 1 && number <= (lua_Number)shown, index, "no such row");
  const nst_moved_term *row = terms + (size_t)number - 1;
  *count = row->articles;
  return nst_ranking_postings(self->ranking, period, row);
}

/* ranking:postings(period, i) -> places of the articles with the i-th term, uses in each */
static int ranking_postings(lua_State *L) {
  box *self = check_ranking(L, 1);
  size_t count, period = check_period(L, self, 2);
  const nst_posting *postings = check_postings(L, self, period, 3, &count);
  return nstl_push_postings(L, postings, count);
}

/* ranking:shared(period, i, k) -> articles that have both terms */
static int ranking_shared(lua_State *L) {
  box *self = check_ranking(L, 1);
  size_t a_count, b_count, both = 0, period = check_period(L, self, 2);
  const nst_posting *a = check_postings(L, self, period, 3, &a_count);
  const nst_posting *b = check_postings(L, self, period, 4, &b_count);
  for (size_t i = 0, j = 0; i < a_count && j < b_count;) {
    both += a[i].place == b[j].place;
    uint32_t place = a[i].place;
    i += place <= b[j].place;
    j += b[j].place <= place;
  }
  lua_pushinteger(L, (lua_Integer)both);
  return 1;
}

static int ranking_close(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_RANKING);
  nst_ranking_destroy(self->ranking);
  self->ranking = NULL;
  return 0;
}

void nstl_open_ranking(lua_State *L) {
  static const luaL_Reg methods[] = {{"count", ranking_count},
                                     {"may_have_moved", ranking_may_have_moved},
                                     {"add", ranking_add},
                                     {"finish", ranking_finish},
                                     {"row", ranking_row},
                                     {"distances", ranking_distances},
                                     {"tests", ranking_tests},
                                     {"postings", ranking_postings},
                                     {"shared", ranking_shared},
                                     {"close", ranking_close},
                                     {NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__gc", ranking_close}, {"__close", ranking_close}, {NULL, NULL}};
  nstl_new_type(L, NSTL_RANKING, methods, metamethods);
  lua_pushcfunction(L, ranking_create);
  lua_setfield(L, -2, "ranking");
}
