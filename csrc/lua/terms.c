/* terms.c: core.terms(segmenter, options), what makes a word a term: the
   vocabulary, stop words and rules that counters and documents share. */
#include "binding.h"

nstl_terms *nstl_check_terms(lua_State *L, int index) {
  nstl_terms *self = nstl_check(L, index, NSTL_TERMS);
  luaL_argcheck(L, self->vocabulary, index, "the terms are closed");
  return self;
}

nst_segmenter *nstl_terms_segmenter(lua_State *L, const nstl_terms *terms) {
  if (!*terms->segmenter) luaL_error(L, "newsstat: the segmenter is closed");
  return *terms->segmenter;
}

static nst_status fold_argument(lua_State *L, nstl_terms *self, int index) {
  size_t size;
  const char *word = luaL_checklstring(L, index, &size);
  self->key.size = 0;
  return nst_lexicon_fold(self->lexicon, word, size, &self->key);
}

uint32_t nstl_find_term(lua_State *L, nstl_terms *self, int index) {
  nstl_expect(L, fold_argument(L, self, index));
  return nst_vocabulary_find(self->vocabulary, self->key.bytes, self->key.size);
}

static void read_stop(lua_State *L, nstl_terms *self, int options, int userdata) {
  lua_getfield(L, options, "stop");
  if (!lua_isnil(L, -1)) {
    self->rules.stop = nstl_check_word_set(L, lua_gettop(L));
    nstl_keep(L, userdata, lua_gettop(L));
  }
  lua_pop(L, 1);
}

static void read_least(lua_State *L, nstl_terms *self, int options) {
  lua_getfield(L, options, "min_characters");
  if (!lua_isnil(L, -1)) {
    luaL_argcheck(L, lua_isnumber(L, -1) && lua_tonumber(L, -1) >= 1 && lua_tonumber(L, -1) <= 200,
                  options, "option 'min_characters' must be a number from 1 to 200");
    self->rules.least_characters = (size_t)lua_tonumber(L, -1);
  }
  lua_pop(L, 1);
}

/* The list of tags stays alive beside the userdata; rules point into it. */
static void read_tags(lua_State *L, nstl_terms *self, int options, int userdata) {
  lua_getfield(L, options, "tags");
  if (!lua_isnil(L, -1)) {
    luaL_argcheck(L, lua_istable(L, -1), options, "option 'tags' must be a list of tags");
    size_t count = nstl_raw_length(L, -1);
    const char **tags = lua_newuserdata(L, (count + 1) * sizeof *tags);
    nstl_keep(L, userdata, lua_gettop(L));
    for (size_t i = 0; i < count; i++) {
      lua_rawgeti(L, -2, (int)i + 1);
      luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, options, "option 'tags' must hold strings");
      tags[i] = lua_tostring(L, -1);
      nstl_keep(L, userdata, lua_gettop(L));
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
    self->rules.tags = tags;
    self->rules.tag_count = count;
  }
  lua_pop(L, 1);
}

static int terms_create(lua_State *L) {
  static const char *const options[] = {"stop", "min_characters", "tags", NULL};
  nst_segmenter *const *segmenter = nstl_check_segmenter(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  nstl_check_keys(L, 2, options);
  nstl_terms *self = nstl_new_userdata(L, sizeof *self, NSTL_TERMS);
  int userdata = lua_gettop(L);
  nstl_keep(L, userdata, 1);
  self->segmenter = segmenter;
  self->lexicon = nstl_segmenter_lexicon(L, 1);
  nst_buffer_init(&self->key, NULL);
  nstl_expect(L, nst_vocabulary_create(NULL, &self->vocabulary));
  nstl_expect(L, nst_document_create(self->vocabulary, NULL, &self->scratch));
  read_stop(L, self, 2, userdata);
  read_least(L, self, 2);
  read_tags(L, self, 2, userdata);
  return 1;
}

void nstl_push_surface(lua_State *L, nstl_terms *self, int index) {
  uint32_t term = nstl_find_term(L, self, index);
  if (term == NST_NO_TERM) {
    lua_pushvalue(L, index);
    return;
  }
  size_t size;
  const char *surface = nst_vocabulary_surface(self->vocabulary, term, &size);
  lua_pushlstring(L, surface, size);
}

/* terms:surface(term) -> the form it is shown in */
static int terms_surface(lua_State *L) {
  nstl_push_surface(L, nstl_check_terms(L, 1), 2);
  return 1;
}

static int terms_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)nst_vocabulary_size(nstl_check_terms(L, 1)->vocabulary));
  return 1;
}

/* terms:close(): frees what the collector, which sees a few bytes of it, would leave for long.
   Documents, counters and corpora made from the terms are closed with them. */
static int terms_close(lua_State *L) {
  nstl_terms *self = nstl_check(L, 1, NSTL_TERMS);
  nst_document_destroy(self->scratch);
  nst_vocabulary_destroy(self->vocabulary);
  if (self->key.allocator.release) nst_buffer_free(&self->key);
  self->scratch = NULL;
  self->vocabulary = NULL;
  return 0;
}

void nstl_open_terms(lua_State *L) {
  static const luaL_Reg methods[] = {{"document", nstl_new_document},
                                     {"surface", terms_surface},
                                     {"close", terms_close},
                                     {NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__gc", terms_close}, {"__close", terms_close}, {"__len", terms_length}, {NULL, NULL}};
  nstl_new_type(L, NSTL_TERMS, methods, metamethods);
  lua_pushcfunction(L, terms_create);
  lua_setfield(L, -2, "terms");
}
