/* counter.c: core.counter(terms), frequencies over many texts. */
#include "binding.h"
#include "threads.h"

typedef struct box {
  nst_counter *counter; /* NULL when closed */
  nstl_terms *terms;
} box;

static box *check_counter(lua_State *L, int index) {
  box *self = nstl_check(L, index, NSTL_COUNTER);
  luaL_argcheck(L, self->counter && self->terms->vocabulary, index, "the counter is closed");
  return self;
}

static int counter_create(lua_State *L) {
  nstl_terms *terms = nstl_check_terms(L, 1);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_COUNTER);
  nstl_keep(L, lua_gettop(L), 1);
  self->terms = terms;
  nstl_expect(L, nst_counter_create(terms->vocabulary, NULL, &self->counter));
  return 1;
}

/* -- Adding --------------------------------------------------------------------- */

static nst_status add_text(lua_State *L, box *self) {
  size_t size;
  const char *text = luaL_checklstring(L, 2, &size);
  nst_document *scratch = self->terms->scratch;
  nst_document_clear(scratch);
  nst_status status = nst_document_add_text(scratch, nstl_terms_segmenter(L, self->terms),
                                            &self->terms->rules, text, size);
  return status == NST_OK ? nst_counter_add(self->counter, scratch) : status;
}

/* counter:add(text or document) -> counter | nil, message */
static int counter_add(lua_State *L) {
  box *self = check_counter(L, 1);
  nstl_document *given = nstl_test_document(L, 2);
  nst_status status;
  if (given) {
    luaL_argcheck(L, given->terms == self->terms, 2, "the document has terms of its own");
    status = nst_counter_add(self->counter, given->document);
  } else {
    status = add_text(L, self);
  }
  if (status != NST_OK) return nstl_push_failure(L, status);
  lua_settop(L, 1);
  return 1;
}

/* The strings of the list at index, which stay alive with it. */
static nst_text *check_texts(lua_State *L, int index, size_t *count) {
  luaL_checktype(L, index, LUA_TTABLE);
  *count = nstl_raw_length(L, index);
  nst_text *texts = lua_newuserdata(L, (*count + 1) * sizeof *texts);
  for (size_t i = 0; i < *count; i++) {
    lua_rawgeti(L, index, (int)i + 1);
    luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, index, "a list of strings expected");
    texts[i].bytes = lua_tolstring(L, -1, &texts[i].size);
    texts[i].status = NST_OK;
    lua_pop(L, 1);
  }
  return texts;
}

/* counter:add_all(texts [, threads]) -> table of messages by place, of texts that were not counted.
   Raises when a hook does, having added none. */
static int counter_add_all(lua_State *L) {
  box *self = check_counter(L, 1);
  lua_Number wanted = nstl_check_threads(L, 3);
  size_t count;
  nst_text *texts = check_texts(L, 2, &count);
  nstl_asking asking;
  nst_threads threads = nstl_threads(L, &asking, wanted);
  nstl_expect_all(L, &asking,
                  nst_counter_add_texts(self->counter, nstl_terms_segmenter(L, self->terms),
                                        &self->terms->rules, texts, count, &threads, NULL));
  lua_newtable(L);
  for (size_t i = 0; i < count; i++) {
    if (texts[i].status == NST_OK) continue;
    nstl_push_failure(L, texts[i].status);
    lua_rawseti(L, -3, (int)i + 1);
    lua_pop(L, 1);
  }
  return 1;
}

static int counter_merge(lua_State *L) {
  box *self = check_counter(L, 1);
  box *other = check_counter(L, 2);
  luaL_argcheck(L, self->counter != other->counter, 2, "a counter cannot be merged with itself");
  nstl_expect(L, nst_counter_merge(self->counter, other->counter));
  lua_settop(L, 1);
  return 1;
}

/* -- Asking ----------------------------------------------------------------------- */

static int push_counts(lua_State *L, const nst_count *count) {
  lua_pushinteger(L, (lua_Integer)count->uses);
  lua_pushinteger(L, (lua_Integer)count->documents);
  return 2;
}

/* counter:get(term) -> count, articles */
static int counter_get(lua_State *L) {
  box *self = check_counter(L, 1);
  nst_count count = nst_counter_get(self->counter, nstl_find_term(L, self->terms, 2));
  return push_counts(L, &count);
}

/* counter:total() -> count, articles */
static int counter_total(lua_State *L) {
  box *self = check_counter(L, 1);
  lua_pushinteger(L, (lua_Integer)nst_counter_uses(self->counter));
  lua_pushinteger(L, (lua_Integer)nst_counter_documents(self->counter));
  return 2;
}

/* counter:surface(term) -> the form it is shown in */
static int counter_surface(lua_State *L) {
  nstl_push_surface(L, check_counter(L, 1)->terms, 2);
  return 1;
}

static void push_row(lua_State *L, const box *self, const nst_count *count) {
  size_t size;
  const char *surface = nst_vocabulary_surface(self->terms->vocabulary, count->term, &size);
  lua_createtable(L, 0, 3);
  lua_pushlstring(L, surface, size);
  lua_setfield(L, -2, "term");
  lua_pushinteger(L, (lua_Integer)count->uses);
  lua_setfield(L, -2, "count");
  lua_pushinteger(L, (lua_Integer)count->documents);
  lua_setfield(L, -2, "articles");
}

/* counter:top([n]) -> list of { term =, count =, articles = } */
static int counter_top(lua_State *L) {
  box *self = check_counter(L, 1);
  lua_Number wanted = luaL_optnumber(L, 2, 10);
  luaL_argcheck(L, wanted >= 0, 2, "a number of rows of at least 0 expected");
  size_t limit = nst_counter_size(self->counter);
  if (wanted < (lua_Number)limit) limit = (size_t)wanted;
  nst_count *rows = lua_newuserdata(L, (limit + 1) * sizeof *rows);
  size_t count = nst_counter_top(self->counter, limit, rows);
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    push_row(L, self, rows + i);
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

static int counter_next(lua_State *L) {
  box *self = check_counter(L, lua_upvalueindex(1));
  size_t place = (size_t)lua_tonumber(L, lua_upvalueindex(2));
  lua_Number least = lua_tonumber(L, lua_upvalueindex(3));
  nst_count count;
  while (nst_counter_next(self->counter, &place, &count)) {
    if ((lua_Number)count.documents < least) continue;
    lua_pushnumber(L, (lua_Number)place);
    lua_replace(L, lua_upvalueindex(2));
    size_t size;
    const char *key = nst_vocabulary_key(self->terms->vocabulary, count.term, &size);
    lua_pushlstring(L, key, size);
    return 1 + push_counts(L, &count);
  }
  return 0;
}

/* counter:each([least_articles]) -> iterator of key, count, articles */
static int counter_each(lua_State *L) {
  check_counter(L, 1);
  lua_Number least = luaL_optnumber(L, 2, 1);
  lua_pushvalue(L, 1);
  lua_pushnumber(L, 0);
  lua_pushnumber(L, least);
  lua_pushcclosure(L, counter_next, 3);
  return 1;
}

static int counter_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)nst_counter_size(check_counter(L, 1)->counter));
  return 1;
}

static int counter_tostring(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_COUNTER);
  if (self->counter)
    lua_pushfstring(L, "newsstat.counter: %d terms of %d articles",
                    (int)nst_counter_size(self->counter),
                    (int)nst_counter_documents(self->counter));
  else
    lua_pushliteral(L, "newsstat.counter: closed");
  return 1;
}

static int counter_close(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_COUNTER);
  nst_counter_destroy(self->counter);
  self->counter = NULL;
  return 0;
}

void nstl_open_counter(lua_State *L) {
  static const luaL_Reg methods[] = {{"add", counter_add},     {"add_all", counter_add_all},
                                     {"get", counter_get},     {"top", counter_top},
                                     {"total", counter_total}, {"surface", counter_surface},
                                     {"each", counter_each},   {"merge", counter_merge},
                                     {"close", counter_close}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", counter_close},
                                         {"__close", counter_close},
                                         {"__len", counter_length},
                                         {"__tostring", counter_tostring},
                                         {NULL, NULL}};
  nstl_new_type(L, NSTL_COUNTER, methods, metamethods);
  lua_pushcfunction(L, counter_create);
  lua_setfield(L, -2, "counter");
}
