/* corpus.c: core.corpus(terms [, rules]), articles as streams of words. */
#include "corpus.h"
#include "threads.h"

nstl_corpus *nstl_check_corpus(lua_State *L, int index) {
  nstl_corpus *self = nstl_check(L, index, NSTL_CORPUS);
  luaL_argcheck(L, self->corpus && self->terms->vocabulary, index, "the corpus is closed");
  return self;
}

static const nst_vocabulary *read_words(lua_State *L, const char *name, int userdata) {
  const nst_vocabulary *words = NULL;
  lua_getfield(L, 2, name);
  if (!lua_isnil(L, -1)) {
    words = nstl_check_word_set(L, lua_gettop(L));
    nstl_keep(L, userdata, lua_gettop(L));
  }
  lua_pop(L, 1);
  return words;
}

/* rules: word sets function_words, weak_words, suffixes; aliases of core.alias_map; string
   no_start_tags */
static int corpus_create(lua_State *L) {
  static const char *const options[] = {"function_words", "weak_words",    "suffixes",
                                        "aliases",        "no_start_tags", NULL};
  nstl_terms *terms = nstl_check_terms(L, 1);
  if (lua_isnoneornil(L, 2)) {
    lua_settop(L, 1);
    lua_newtable(L);
  }
  luaL_checktype(L, 2, LUA_TTABLE);
  nstl_check_keys(L, 2, options);
  nstl_corpus *self = nstl_new_userdata(L, sizeof *self, NSTL_CORPUS);
  int userdata = lua_gettop(L);
  nstl_keep(L, userdata, 1);
  self->terms = terms;
  nst_corpus_rules rules = {terms->rules,
                            read_words(L, "function_words", userdata),
                            read_words(L, "weak_words", userdata),
                            read_words(L, "suffixes", userdata),
                            read_words(L, "aliases", userdata),
                            NULL};
  lua_getfield(L, 2, "no_start_tags");
  if (!lua_isnil(L, -1)) {
    rules.no_start_tags = luaL_checkstring(L, -1);
    nstl_keep(L, userdata, lua_gettop(L));
  }
  lua_pop(L, 1);
  nstl_expect(L, nst_corpus_create(terms->lexicon, &rules, NULL, &self->corpus));
  return 1;
}

/* corpus:add(title, text) -> corpus | nil, message */
static int corpus_add(lua_State *L) {
  nstl_corpus *self = nstl_check_corpus(L, 1);
  size_t title_size, size;
  const char *title = luaL_checklstring(L, 2, &title_size);
  const char *text = luaL_checklstring(L, 3, &size);
  nst_status status = nst_corpus_add(self->corpus, nstl_terms_segmenter(L, self->terms), title,
                                     title_size, text, size);
  if (status != NST_OK) return nstl_push_failure(L, status);
  lua_settop(L, 1);
  return 1;
}

static int corpus_merge(lua_State *L) {
  nstl_corpus *self = nstl_check_corpus(L, 1);
  nstl_corpus *other = nstl_check_corpus(L, 2);
  luaL_argcheck(L, self->corpus != other->corpus, 2, "a corpus cannot be merged with itself");
  nstl_expect(L, nst_corpus_merge(self->corpus, other->corpus));
  lua_settop(L, 1);
  return 1;
}

/* corpus:set_memory(bytes): how many of its words are kept in memory, and as many of the lists of
   an index; the others go to temporary files */
static int corpus_set_memory(lua_State *L) {
  nstl_corpus *self = nstl_check_corpus(L, 1);
  nst_corpus_set_memory(self->corpus, nstl_check_size(L, 2));
  return 0;
}

static int corpus_words(lua_State *L) {
  nstl_corpus *self = nstl_check_corpus(L, 1);
  lua_Number article = luaL_checknumber(L, 2);
  luaL_argcheck(L, article >= 1 && article <= (lua_Number)nst_corpus_size(self->corpus), 2,
                "no such article");
  lua_pushinteger(L, (lua_Integer)nst_corpus_words(self->corpus, (uint32_t)article - 1));
  return 1;
}

static int corpus_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)nst_corpus_size(nstl_check_corpus(L, 1)->corpus));
  return 1;
}

/* -- Selections ------------------------------------------------------------------------ */

/* Copies a list of `count` numbers from 1 to `most` as numbers from 0. */
static void copy_list(lua_State *L, int index, const char *name, size_t count, size_t most,
                      uint32_t *out) {
  lua_getfield(L, index, name);
  luaL_argcheck(L, lua_istable(L, -1) && nstl_raw_length(L, -1) == count, index,
                "the lists of a selection must be of one length");
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, -1, (int)i + 1);
    lua_Number number = lua_tonumber(L, -1);
    luaL_argcheck(L, number >= 1 && number <= (lua_Number)most, index,
                  "the lists of a selection must hold numbers of articles, sources, series, "
                  "periods from 1");
    out[i] = (uint32_t)number - 1;
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* Sources have numbers up to that of articles, and up to this one where only some articles of an
   archive are looked at. */
enum { FEW_SOURCES = 1024 };

nst_selection nstl_check_selection(lua_State *L, int index, const nst_corpus *corpus) {
  luaL_checktype(L, index, LUA_TTABLE);
  lua_getfield(L, index, "articles");
  luaL_argcheck(L, lua_istable(L, -1), index, "a selection needs a list of articles");
  size_t count = nstl_raw_length(L, -1);
  lua_pop(L, 1);
  uint32_t *lists = lua_newuserdata(L, (4 * count + 1) * sizeof *lists);
  memset(lists, 0, (4 * count + 1) * sizeof *lists);
  nst_selection selection = {lists, lists + count, lists + 2 * count, lists + 3 * count, count};
  copy_list(L, index, "articles", count, nst_corpus_size(corpus), lists);
  copy_list(L, index, "sources", count, count > FEW_SOURCES ? count : FEW_SOURCES, lists + count);
  lua_getfield(L, index, "periods");
  bool has_periods = !lua_isnil(L, -1);
  lua_pop(L, 1);
  if (!has_periods) return selection;
  copy_list(L, index, "series", count, count, lists + 2 * count);
  copy_list(L, index, "periods", count, UINT32_MAX / 2, lists + 3 * count);
  for (size_t i = 1; i < count; i++)
    luaL_argcheck(L, selection.periods[i] >= selection.periods[i - 1], index,
                  "the periods of a selection must not fall");
  return selection;
}

/* corpus:leave_out_repeated(selection, least [, threads]) -> paragraphs left out; least math.huge:
   only what an article has twice */
static int corpus_leave_out_repeated(lua_State *L) {
  nstl_corpus *self = nstl_check_corpus(L, 1);
  nst_selection selection = nstl_check_selection(L, 2, self->corpus);
  lua_Number least = luaL_checknumber(L, 3);
  luaL_argcheck(L, least >= 1, 3, "at least 1 expected");
  size_t count, limit = least > UINT32_MAX ? UINT32_MAX : (size_t)least;
  lua_Number thread_count = nstl_check_threads(L, 4);
  nstl_asking asking;
  nst_threads threads = nstl_threads(L, &asking, thread_count);
  nstl_expect_all(L, &asking,
                  nst_corpus_leave_out_repeated(self->corpus, &selection, limit, &threads, &count));
  lua_pushinteger(L, (lua_Integer)count);
  return 1;
}

/* corpus:find_duplicates(selection, threshold [, threads]) -> for each article the place of the one
   it repeats */
static int corpus_find_duplicates(lua_State *L) {
  nstl_corpus *self = nstl_check_corpus(L, 1);
  double threshold = luaL_checknumber(L, 3);
  lua_Number count = nstl_check_threads(L, 4);
  nst_selection selection = nstl_check_selection(L, 2, self->corpus);
  uint32_t *same_as = lua_newuserdata(L, (selection.count + 1) * sizeof *same_as);
  nstl_asking asking;
  nst_threads threads = nstl_threads(L, &asking, count);
  nstl_expect_all(
      L, &asking,
      nst_corpus_find_duplicates(self->corpus, &selection, threshold, &threads, same_as));
  lua_createtable(L, (int)selection.count, 0);
  for (size_t i = 0; i < selection.count; i++) {
    lua_pushinteger(L, (lua_Integer)same_as[i] + 1);
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

/* corpus:key(term) -> what it is counted under: folded, aliases replaced */
static int corpus_key(lua_State *L) {
  nstl_corpus *self = nstl_check_corpus(L, 1);
  size_t size;
  const char *word = luaL_checklstring(L, 2, &size);
  nst_buffer *key = nstl_new_buffer(L);
  nstl_expect(L, nst_corpus_key(self->corpus, word, size, key));
  nstl_push_text(L, key);
  return 1;
}

/* corpus:uses(selection, term) -> list of the term's uses in each article */
static int corpus_uses(lua_State *L) {
  nstl_corpus *self = nstl_check_corpus(L, 1);
  size_t size;
  const char *word = luaL_checklstring(L, 3, &size);
  nst_selection selection = nstl_check_selection(L, 2, self->corpus);
  uint32_t *uses = lua_newuserdata(L, (selection.count + 1) * sizeof *uses);
  nst_buffer *key = nstl_new_buffer(L);
  nstl_expect(L, nst_corpus_key(self->corpus, word, size, key));
  memset(uses, 0, selection.count * sizeof *uses);
  if (key->size)
    nstl_expect(L, nst_corpus_count_uses(self->corpus, &selection, key->bytes, key->size, uses));
  nst_buffer_free(key);
  lua_createtable(L, (int)selection.count, 0);
  for (size_t i = 0; i < selection.count; i++) {
    lua_pushinteger(L, (lua_Integer)uses[i]);
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

static int corpus_close(lua_State *L) {
  nstl_corpus *self = nstl_check(L, 1, NSTL_CORPUS);
  luaL_argcheck(L, self->pipelines == 0, 1, "a pipeline into the corpus is open");
  nst_corpus_destroy(self->corpus);
  self->corpus = NULL;
  return 0;
}

void nstl_open_corpus(lua_State *L) {
  static const luaL_Reg methods[] = {{"add", corpus_add},
                                     {"merge", corpus_merge},
                                     {"set_memory", corpus_set_memory},
                                     {"words", corpus_words},
                                     {"leave_out_repeated", corpus_leave_out_repeated},
                                     {"find_duplicates", corpus_find_duplicates},
                                     {"key", corpus_key},
                                     {"uses", corpus_uses},
                                     {"each_word", nstl_corpus_each_word},
                                     {"close", corpus_close},
                                     {NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__gc", corpus_close}, {"__close", corpus_close}, {"__len", corpus_length}, {NULL, NULL}};
  nstl_new_type(L, NSTL_CORPUS, methods, metamethods);
  lua_pushcfunction(L, corpus_create);
  lua_setfield(L, -2, "corpus");
}
