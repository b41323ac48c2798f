/* warc.c: core.warc(), the records of WARC files. */
#include "core/warc.h"

#include "binding.h"

typedef struct box {
  nst_warc *warc; /* NULL when closed */
} box;

static nst_warc *check_warc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_WARC);
  luaL_argcheck(L, self->warc, 1, "the reader is closed");
  return self->warc;
}

static int warc_create(lua_State *L) {
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_WARC);
  nstl_expect(L, nst_warc_create(NULL, &self->warc));
  return 1;
}

/* warc:add(bytes): the next bytes, "" for no more; only where bytes were needed */
static int warc_add(lua_State *L) {
  size_t size;
  nst_warc *warc = check_warc(L);
  const char *bytes = luaL_checklstring(L, 2, &size);
  nstl_expect(L, nst_warc_add(warc, bytes, size));
  return 0;
}

/* warc:next() -> number, offset, size, kind, url, date, content type | number, offset, false, what
   is wrong | nil where bytes are needed, and at the end */
static int warc_next(lua_State *L) {
  const nst_warc_record *record;
  nst_warc_result result = nst_warc_next(check_warc(L), &record);
  if (result == NST_WARC_NEEDS_BYTES || result == NST_WARC_OVER) return 0;
  lua_pushnumber(L, (lua_Number)record->number);
  lua_pushnumber(L, (lua_Number)record->offset);
  if (result == NST_WARC_DAMAGED) {
    lua_pushboolean(L, 0);
    lua_pushstring(L, record->damage);
    return 4;
  }
  lua_pushnumber(L, (lua_Number)record->size);
  nstl_push_slice(L, record->kind);
  nstl_push_slice(L, record->url);
  nstl_push_slice(L, record->date);
  nstl_push_slice(L, record->content_type);
  return 7;
}

/* Finds the block; where there is none, returns false with *results values pushed. */
static bool find_block(lua_State *L, char **block, size_t *size, int *results) {
  const nst_warc_record *record;
  nst_warc *warc = check_warc(L);
  nst_warc_result result = nst_warc_block(warc, block);
  record = nst_warc_current(warc);
  *size = (size_t)record->size;
  *results = 0;
  if (result != NST_WARC_DAMAGED) return result == NST_WARC_FOUND;
  lua_pushboolean(L, 0);
  lua_pushstring(L, record->damage);
  *results = 2;
  return false;
}

/* warc:block() -> bytes of the record's block | nil where bytes are needed | false, what is wrong;
   only behind `next` that gave a record */
static int warc_block(lua_State *L) {
  char *block;
  size_t size;
  int results;
  if (!find_block(L, &block, &size, &results)) return results;
  lua_pushlstring(L, block, size);
  return 1;
}

/* warc:response() -> status, body, content type, content encoding, transfer encoding | as block,
   for a block that is an HTTP response */
static int warc_response(lua_State *L) {
  char *block;
  size_t size;
  int results;
  if (!find_block(L, &block, &size, &results)) return results;
  nst_http_response response;
  const char *damage = nst_http_response_read(block, size, &response);
  if (damage) {
    lua_pushboolean(L, 0);
    lua_pushstring(L, damage);
    return 2;
  }
  lua_pushinteger(L, (lua_Integer)response.status);
  nstl_push_slice(L, response.body);
  nstl_push_slice(L, response.content_type);
  nstl_push_slice(L, response.content_encoding);
  nstl_push_slice(L, response.transfer_encoding);
  return 5;
}

static int warc_gc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_WARC);
  nst_warc_destroy(self->warc);
  self->warc = NULL;
  return 0;
}

void nstl_open_warc(lua_State *L) {
  static const luaL_Reg methods[] = {{"add", warc_add},     {"next", warc_next},
                                     {"block", warc_block}, {"response", warc_response},
                                     {"close", warc_gc},    {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", warc_gc}, {"__close", warc_gc}, {NULL, NULL}};
  nstl_new_type(L, NSTL_WARC, methods, metamethods);
  lua_pushcfunction(L, warc_create);
  lua_setfield(L, -2, "warc");
}
