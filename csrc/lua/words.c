/* words.c: the iterator over the words of a text.  It has a segmenter of its
   own, so that any number of them can run at once. */
#include "binding.h"

typedef struct box {
  nst_segmenter *segmenter; /* NULL when closed */
  const char *text;
  const nst_word *words;
  size_t at, count;
} box;

static int words_close(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_WORDS);
  nst_segmenter_destroy(self->segmenter);
  self->segmenter = NULL;
  return 0;
}

/* The userdata itself is called: LuaJIT's traces keep the functions that they call, and a closure
   for each text would stay with its segmenter. */
static int words_next(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_WORDS);
  if (!self->segmenter) return 0;
  if (self->at == self->count) {
    self->at = 0;
    nst_status status = nst_segmenter_next(self->segmenter, &self->words, &self->count);
    if (status != NST_OK) return luaL_error(L, "newsstat: %s", nst_status_text(status));
    if (!self->count) {
      nst_segmenter_destroy(self->segmenter);
      self->segmenter = NULL;
      return 0;
    }
  }
  const nst_word *word = self->words + self->at++;
  lua_pushlstring(L, self->text + word->first, word->size);
  lua_pushinteger(L, (lua_Integer)word->first + 1);
  lua_pushinteger(L, (lua_Integer)word->first + (lua_Integer)word->size);
  lua_pushstring(L, word->tag);
  return 4;
}

int nstl_words(lua_State *L) {
  nstl_check_segmenter(L, 1);
  size_t size;
  const char *text = luaL_checklstring(L, 2, &size);
  lua_settop(L, 2);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_WORDS);
  nstl_keep(L, 3, 1);
  nstl_keep(L, 3, 2);
  self->text = text;
  self->segmenter = nstl_segmenter_copy(L, 1);
  nst_segmenter_start(self->segmenter, text, size);
  lua_pushvalue(L, 3);
  lua_pushnil(L);
  lua_pushnil(L);
  lua_pushvalue(L, 3); /* what `break` closes, from 5.4 on */
  return 4;
}

void nstl_open_words(lua_State *L) {
  static const luaL_Reg methods[] = {{NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__call", words_next}, {"__gc", words_close}, {"__close", words_close}, {NULL, NULL}};
  nstl_new_type(L, NSTL_WORDS, methods, metamethods);
}
