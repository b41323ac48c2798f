/* furniture.c: core.furniture(corpus), paragraphs that repeat across articles. */
#include "corpus.h"

typedef struct box {
  nst_furniture *furniture;
} box;

static int furniture_create(lua_State *L) {
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

static int furniture_gc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_FURNITURE);
  nst_furniture_destroy(self->furniture);
  self->furniture = NULL;
  return 0;
}

void nstl_open_furniture(lua_State *L) {
  static const luaL_Reg methods[] = {{"strip", furniture_strip}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", furniture_gc}, {NULL, NULL}};
  nstl_new_type(L, NSTL_FURNITURE, methods, metamethods);
  lua_pushcfunction(L, furniture_create);
  lua_setfield(L, -2, "furniture");
}
