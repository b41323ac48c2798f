/* word_set.c: core.word_set(lexicon, words), a set of keys such as stop words. */
#include "binding.h"

typedef struct box {
  nst_vocabulary *keys;
} box;

const nst_vocabulary *nstl_check_word_set(lua_State *L, int index) {
  box *self = nstl_check(L, index, NSTL_WORD_SET);
  luaL_argcheck(L, self->keys, index, "the word set is closed");
  return self->keys;
}

/* Adds a word by its folded form, for which the buffer is used. */
static void add_word(lua_State *L, box *self, const nst_lexicon *lexicon, nst_slice word,
                     nst_buffer *key) {
  uint32_t term;
  key->size = 0;
  nstl_expect(L, nst_lexicon_fold(lexicon, word.bytes, word.size, key));
  nstl_expect(L, nst_vocabulary_intern(self->keys, key->bytes, key->size, &term));
}

static bool is_space(char c) { return c == ' ' || c == '\n'; }

static void add_words_of_text(lua_State *L, box *self, const nst_lexicon *lexicon,
                              nst_buffer *key) {
  size_t size;
  const char *text = lua_tolstring(L, 2, &size);
  for (size_t from = 0, to; from < size; from = to) {
    while (from < size && is_space(text[from])) from++;
    for (to = from; to < size && !is_space(text[to]);) to++;
    if (to > from) add_word(L, self, lexicon, (nst_slice){text + from, to - from}, key);
  }
}

static void add_words_of_table(lua_State *L, box *self, const nst_lexicon *lexicon,
                               nst_buffer *key) {
  lua_pushnil(L);
  while (lua_next(L, 2)) {
    int at = lua_type(L, -2) == LUA_TNUMBER ? -1 : -2;
    luaL_argcheck(L, lua_type(L, at) == LUA_TSTRING, 2, "words must be strings");
    if (lua_toboolean(L, -1)) {
      nst_slice word;
      word.bytes = lua_tolstring(L, at, &word.size);
      add_word(L, self, lexicon, word, key);
    }
    lua_pop(L, 1);
  }
}

/* words: a list, a table with words as keys and true as values, or a text whose words are parted by
   spaces and line ends */
static int word_set_create(lua_State *L) {
  const nst_lexicon *lexicon = nstl_check_lexicon(L, 1);
  bool is_text = lua_type(L, 2) == LUA_TSTRING;
  if (!is_text) luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  nst_buffer *key = nstl_new_buffer(L);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_WORD_SET);
  nstl_expect(L, nst_vocabulary_create(NULL, &self->keys));
  if (is_text)
    add_words_of_text(L, self, lexicon, key);
  else
    add_words_of_table(L, self, lexicon, key);
  nst_buffer_free(key);
  return 1;
}

/* Interns the folded form of the string at index; the key stays in a buffer on the stack. */
static nst_buffer *push_key(lua_State *L, const nst_lexicon *lexicon, int index) {
  size_t size;
  const char *word = lua_tolstring(L, index, &size);
  nst_buffer *key = nstl_new_buffer(L);
  nstl_expect(L, nst_lexicon_fold(lexicon, word, size, key));
  return key;
}

/* core.alias_map(lexicon, { alias = word, … }): keys of aliases, each with the key that it is
   counted under as its surface form */
static int alias_map_create(lua_State *L) {
  const nst_lexicon *lexicon = nstl_check_lexicon(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_WORD_SET);
  nstl_expect(L, nst_vocabulary_create(NULL, &self->keys));
  lua_pushnil(L);
  while (lua_next(L, 2)) {
    luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING && lua_type(L, -2) == LUA_TSTRING, 2,
                  "aliases and words must be strings");
    nst_buffer *alias = push_key(L, lexicon, lua_gettop(L) - 1);
    nst_buffer *word = push_key(L, lexicon, lua_gettop(L) - 1);
    uint32_t term;
    nstl_expect(L, nst_vocabulary_intern(self->keys, alias->bytes, alias->size, &term));
    nstl_expect(L, nst_vocabulary_add_surface(self->keys, term, word->bytes, word->size, 1));
    nst_buffer_free(alias);
    nst_buffer_free(word);
    lua_pop(L, 3);
  }
  return 1;
}

static int word_set_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)nst_vocabulary_size(nstl_check_word_set(L, 1)));
  return 1;
}

static int word_set_gc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_WORD_SET);
  nst_vocabulary_destroy(self->keys);
  self->keys = NULL;
  return 0;
}

void nstl_open_word_set(lua_State *L) {
  static const luaL_Reg methods[] = {{NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__gc", word_set_gc}, {"__len", word_set_length}, {NULL, NULL}};
  nstl_new_type(L, NSTL_WORD_SET, methods, metamethods);
  lua_pushcfunction(L, word_set_create);
  lua_setfield(L, -2, "word_set");
  lua_pushcfunction(L, alias_map_create);
  lua_setfield(L, -2, "alias_map");
}
