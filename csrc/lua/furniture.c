/* furniture.c: core.furniture(corpus or hashes), paragraphs that repeat across articles. */
#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct box {
  nst_furniture *furniture;
} box;

/* A hash as text: Lua's numbers do not hold it. */
enum { HASH_DIGITS = 16 };

static void push_hash(lua_State *L, uint64_t hash) {
  char digits[HASH_DIGITS + 1];
  snprintf(digits, sizeof digits, "%016llx", (unsigned long long)hash);
  lua_pushlstring(L, digits, HASH_DIGITS);
}

static int create_of_hashes(lua_State *L) {
  size_t count = nstl_raw_length(L, 1);
  uint64_t *hashes = lua_newuserdata(L, (count + 1) * sizeof *hashes);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 1, (int)i + 1);
    const char *digits = lua_tostring(L, -1);
    luaL_argcheck(L, digits, 1, "a list of hashes in hexadecimal expected");
    hashes[i] = strtoull(digits, NULL, HASH_DIGITS);
    lua_pop(L, 1);
  }
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_FURNITURE);
  nstl_expect(L, nst_furniture_of_hashes(hashes, count, NULL, &self->furniture));
  return 1;
}

static int furniture_create(lua_State *L) {
  if (lua_istable(L, 1)) return create_of_hashes(L);
  nstl_corpus *corpus = nstl_check_corpus(L, 1);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_FURNITURE);
  nstl_expect(L, nst_furniture_create(corpus->corpus, NULL, &self->furniture));
  return 1;
}

/* furniture:strip(text) -> the text without such paragraphs */
static int furniture_strip(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_FURNITURE);
  luaL_argcheck(L, self->furniture, 1, "the furniture is closed");
  size_t size;
  const char *text = luaL_checklstring(L, 2, &size);
  nst_buffer *out = nstl_new_buffer(L);
  nstl_expect(L, nst_furniture_strip(self->furniture, text, size, out));
  nstl_push_text(L, out);
  return 1;
}

/* furniture:hashes() -> list of the hashes of such paragraphs, each once */
static int furniture_hashes(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_FURNITURE);
  luaL_argcheck(L, self->furniture, 1, "the furniture is closed");
  lua_newtable(L);
  uint64_t last = 0;
  for (size_t i = 0, count = 0; i < nst_furniture_size(self->furniture); i++) {
    uint64_t hash = nst_furniture_hash(self->furniture, i);
    if (i > 0 && hash == last) continue;
    push_hash(L, hash);
    lua_rawseti(L, -2, (int)++count);
    last = hash;
  }
  return 1;
}

/* core.line_hashes(text) -> list of the hashes of its lines, without empty ones */
static int line_hashes(lua_State *L) {
  size_t size, at = 0;
  const char *text = luaL_checklstring(L, 1, &size);
  lua_newtable(L);
  for (int count = 0; at < size;) {
    uint64_t hash;
    if (!nst_line_hash(text, size, &at, &hash)) continue;
    push_hash(L, hash);
    lua_rawseti(L, -2, ++count);
  }
  return 1;
}

static int furniture_gc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_FURNITURE);
  nst_furniture_destroy(self->furniture);
  self->furniture = NULL;
  return 0;
}

void nstl_open_furniture(lua_State *L) {
  static const luaL_Reg methods[] = {
      {"hashes", furniture_hashes}, {"strip", furniture_strip}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", furniture_gc}, {NULL, NULL}};
  nstl_new_type(L, NSTL_FURNITURE, methods, metamethods);
  lua_pushcfunction(L, furniture_create);
  lua_setfield(L, -2, "furniture");
  lua_pushcfunction(L, line_hashes);
  lua_setfield(L, -2, "line_hashes");
}
