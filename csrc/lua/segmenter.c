/* segmenter.c: core.segmenter(lexicon), cutting text into words. */
#include "binding.h"

typedef struct box {
  nst_segmenter *segmenter;
  const nst_lexicon *lexicon;
  nst_user_words *user; /* NULL until the first is added */
  int fine;
} box;

static box *check_box(lua_State *L, int index) {
  box *self = nstl_check(L, index, NSTL_SEGMENTER);
  luaL_argcheck(L, self->segmenter, index, "the segmenter is closed");
  return self;
}

nst_segmenter *const *nstl_check_segmenter(lua_State *L, int index) {
  return &check_box(L, index)->segmenter;
}

const nst_lexicon *nstl_segmenter_lexicon(lua_State *L, int index) {
  return check_box(L, index)->lexicon;
}

nst_segmenter *nstl_segmenter_copy(lua_State *L, int index) {
  box *self = check_box(L, index);
  nst_segmenter *copy;
  nstl_expect(L, nst_segmenter_create(self->lexicon, NULL, &copy));
  nst_segmenter_set_user_words(copy, self->user);
  nst_segmenter_set_fine(copy, self->fine);
  return copy;
}

/* core.segmenter(lexicon [, "coarse" | "fine"]) */
static int segmenter_create(lua_State *L) {
  static const char *const granularities[] = {"coarse", "fine", NULL};
  const nst_lexicon *lexicon = nstl_check_lexicon(L, 1);
  int fine = luaL_checkoption(L, 2, "coarse", granularities);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_SEGMENTER);
  nstl_keep(L, lua_gettop(L), 1);
  self->lexicon = lexicon;
  self->fine = fine;
  nstl_expect(L, nst_segmenter_create(lexicon, NULL, &self->segmenter));
  nst_segmenter_set_fine(self->segmenter, fine);
  return 1;
}

/* -- User words ---------------------------------------------------------------- */

/* segmenter:add(word [, frequency [, tag]]) -> segmenter | nil, message */
static int segmenter_add(lua_State *L) {
  box *self = check_box(L, 1);
  size_t size, tag_size;
  const char *word = luaL_checklstring(L, 2, &size);
  lua_Number frequency = luaL_optnumber(L, 3, 0);
  const char *tag = luaL_optlstring(L, 4, "x", &tag_size);
  luaL_argcheck(L, frequency >= 0, 3, "a frequency of at least 0 expected");
  luaL_argcheck(L, tag_size < 8, 4, "a tag of at most 7 bytes expected");
  if (!self->user) {
    nstl_expect(L, nst_user_words_create(self->lexicon, NULL, &self->user));
    nst_segmenter_set_user_words(self->segmenter, self->user);
  }
  nst_status status = nst_user_words_add(self->user, word, size, frequency, tag);
  if (status == NST_TOO_LARGE) {
    lua_pushnil(L);
    lua_pushliteral(L, "a word of 1 to 200 characters expected");
    return 2;
  }
  nstl_expect(L, status);
  lua_settop(L, 1);
  return 1;
}

/* segmenter:remove(word) -> whether it was there */
static int segmenter_remove(lua_State *L) {
  box *self = check_box(L, 1);
  size_t size;
  const char *word = luaL_checklstring(L, 2, &size);
  lua_pushboolean(L, self->user && nst_user_words_remove(self->user, word, size));
  return 1;
}

/* -- Cutting ---------------------------------------------------------------------- */

/* Where the words go: into one string, or into the table on top. */
typedef struct cutting {
  lua_State *L;
  const char *text;
  size_t size;
  int search;
  int at; /* words in the table */
  nst_joiner joiner;
} cutting;

static nst_status put(cutting *cut, const nst_word *words, size_t count) {
  if (cut->joiner.out) return nst_joiner_add(&cut->joiner, cut->text, cut->size, words, count);
  for (size_t i = 0; i < count; i++) {
    lua_pushlstring(cut->L, cut->text + words[i].first, words[i].size);
    lua_rawseti(cut->L, -2, ++cut->at);
  }
  return NST_OK;
}

static nst_status put_with_parts(cutting *cut, const nst_lexicon *lexicon, const nst_word *words,
                                 size_t count) {
  nst_status status = NST_OK;
  for (size_t i = 0; i < count && status == NST_OK; i++) {
    nst_word parts[NST_MOST_PARTS];
    status = put(cut, parts, nst_word_parts(lexicon, cut->text, words + i, parts));
    if (status == NST_OK) status = put(cut, words + i, 1);
  }
  return status;
}

static nst_status cut_all(cutting *cut, box *self) {
  for (;;) {
    const nst_word *words;
    size_t count;
    nst_status status = nst_segmenter_next(self->segmenter, &words, &count);
    if (status != NST_OK || !count) return status;
    status =
        cut->search ? put_with_parts(cut, self->lexicon, words, count) : put(cut, words, count);
    if (status != NST_OK) return status;
  }
}

static void read_options(lua_State *L, int index, cutting *cut) {
  static const char *const names[] = {"join", "mode", NULL};
  luaL_checktype(L, index, LUA_TTABLE);
  nstl_check_keys(L, index, names);
  lua_getfield(L, index, "mode");
  if (!lua_isnil(L, -1)) {
    const char *mode = lua_tostring(L, -1);
    cut->search = mode && strcmp(mode, "search") == 0;
    luaL_argcheck(L, cut->search || (mode && strcmp(mode, "default") == 0), index,
                  "option 'mode' must be 'default' or 'search'");
  }
  lua_getfield(L, index, "join");
  if (!lua_isnil(L, -1)) {
    luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, index, "option 'join' must be a string");
    cut->joiner.separator = lua_tolstring(L, -1, &cut->joiner.separator_size);
  }
}

/* segmenter:cut(text [, { join = separator, mode = "search" }]) -> list of words | string */
static int segmenter_cut(lua_State *L) {
  box *self = check_box(L, 1);
  cutting cut = {.L = L};
  cut.text = luaL_checklstring(L, 2, &cut.size);
  lua_settop(L, 3);
  if (!lua_isnil(L, 3)) read_options(L, 3, &cut);
  nst_segmenter_start(self->segmenter, cut.text, cut.size);
  if (cut.joiner.separator)
    cut.joiner.out = nstl_new_buffer(L);
  else
    lua_newtable(L);
  nst_status status = cut_all(&cut, self);
  if (status != NST_OK) {
    if (cut.joiner.out) nst_buffer_free(cut.joiner.out);
    return nstl_push_failure(L, status);
  }
  if (cut.joiner.out) nstl_push_text(L, cut.joiner.out);
  return 1;
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

/* Iterators go on after a close, so the user words stay until nobody can. */
static int segmenter_gc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_SEGMENTER);
  nst_user_words_destroy(self->user);
  self->user = NULL;
  return segmenter_close(L);
}

void nstl_open_segmenter(lua_State *L) {
  static const luaL_Reg methods[] = {{"cut", segmenter_cut},     {"words", nstl_words},
                                     {"add", segmenter_add},     {"remove", segmenter_remove},
                                     {"close", segmenter_close}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", segmenter_gc},
                                         {"__close", segmenter_close},
                                         {"__tostring", segmenter_tostring},
                                         {NULL, NULL}};
  nstl_new_type(L, NSTL_SEGMENTER, methods, metamethods);
  lua_pushcfunction(L, segmenter_create);
  lua_setfield(L, -2, "segmenter");
}
