/* segmenter.c: core.segmenter(lexicon), cutting text into words. */
#include "binding.h"

typedef struct box {
  nst_segmenter *segmenter;
  const nst_lexicon *lexicon;
} box;

static box *check_box(lua_State *L, int index) {
  box *self = nstl_check(L, index, NSTL_SEGMENTER);
  luaL_argcheck(L, self->segmenter, index, "the segmenter is closed");
  return self;
}

nst_segmenter *nstl_check_segmenter(lua_State *L, int index) {
  return check_box(L, index)->segmenter;
}

const nst_lexicon *nstl_segmenter_lexicon(lua_State *L, int index) {
  return check_box(L, index)->lexicon;
}

static int segmenter_create(lua_State *L) {
  const nst_lexicon *lexicon = nstl_check_lexicon(L, 1);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_SEGMENTER);
  nstl_keep(L, lua_gettop(L), 1);
  self->lexicon = lexicon;
  nstl_expect(L, nst_segmenter_create(lexicon, NULL, &self->segmenter));
  return 1;
}

static int cut_to_table(lua_State *L, nst_segmenter *segmenter, const char *text) {
  lua_newtable(L);
  int at = 0;
  for (;;) {
    const nst_word *words;
    size_t count;
    nst_status status = nst_segmenter_next(segmenter, &words, &count);
    if (status != NST_OK) return nstl_push_failure(L, status);
    if (!count) return 1;
    for (size_t i = 0; i < count; i++) {
      lua_pushlstring(L, text + words[i].first, words[i].size);
      lua_rawseti(L, -2, ++at);
    }
  }
}

static int is_line_break(const char *text, const nst_word *word) {
  return text[word->first] == '\n' || text[word->first] == '\r';
}

/* One string: the separator between words, line breaks as they are, other
   spaces left out. */
static int cut_to_string(lua_State *L, nst_segmenter *segmenter, const char *text,
                         const char *separator, size_t separator_size) {
  luaL_Buffer out;
  luaL_buffinit(L, &out);
  int owed = 0;
  for (;;) {
    const nst_word *words;
    size_t count;
    nst_status status = nst_segmenter_next(segmenter, &words, &count);
    if (status != NST_OK) {
      luaL_pushresult(&out);
      return nstl_push_failure(L, status);
    }
    if (!count) break;
    for (size_t i = 0; i < count; i++) {
      int line_break = words[i].kind == NST_WORD_SPACE && is_line_break(text, words + i);
      if (words[i].kind == NST_WORD_SPACE && !line_break) continue;
      if (owed && !line_break) luaL_addlstring(&out, separator, separator_size);
      luaL_addlstring(&out, text + words[i].first, words[i].size);
      owed = !line_break;
    }
  }
  luaL_pushresult(&out);
  return 1;
}

/* segmenter:cut(text [, { join = separator }]) -> list of words | string */
static int segmenter_cut(lua_State *L) {
  static const char *const options[] = {"join", NULL};
  nst_segmenter *segmenter = nstl_check_segmenter(L, 1);
  size_t size, separator_size = 0;
  const char *text = luaL_checklstring(L, 2, &size);
  const char *separator = NULL;
  lua_settop(L, 3);
  if (!lua_isnil(L, 3)) {
    luaL_checktype(L, 3, LUA_TTABLE);
    nstl_check_keys(L, 3, options);
    lua_getfield(L, 3, "join");
    if (!lua_isnil(L, -1)) {
      luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, 3, "option 'join' must be a string");
      separator = lua_tolstring(L, -1, &separator_size);
    }
  }
  nst_segmenter_start(segmenter, text, size);
  if (separator) return cut_to_string(L, segmenter, text, separator, separator_size);
  return cut_to_table(L, segmenter, text);
}

static int segmenter_tostring(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_SEGMENTER);
  if (self->segmenter)
    lua_pushfstring(L, "newsstat.segmenter: %d words", (int)nst_lexicon_size(self->lexicon));
  else
    lua_pushliteral(L, "newsstat.segmenter: closed");
  return 1;
}

static int segmenter_close(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_SEGMENTER);
  nst_segmenter_destroy(self->segmenter);
  self->segmenter = NULL;
  return 0;
}

void nstl_open_segmenter(lua_State *L) {
  static const luaL_Reg methods[] = {
      {"cut", segmenter_cut}, {"words", nstl_words}, {"close", segmenter_close}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", segmenter_close},
                                         {"__close", segmenter_close},
                                         {"__tostring", segmenter_tostring},
                                         {NULL, NULL}};
  nstl_new_type(L, NSTL_SEGMENTER, methods, metamethods);
  lua_pushcfunction(L, segmenter_create);
  lua_setfield(L, -2, "segmenter");
}
