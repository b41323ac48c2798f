/* lua_archive.c: newsstat.archive54, the files in archives for Lua.  An object of
   its own, so that libarchive is loaded with the first archive and not before. */
#include "archive/archive_reader.h"
#include "archive/body_decoder.h"
#include "lua/compat.h"

#include <stdio.h>
#include <stdlib.h>

#if LUA_VERSION_NUM >= 504
#define NSTL_OPEN luaopen_newsstat_archive54
#elif LUA_VERSION_NUM == 503
#define NSTL_OPEN luaopen_newsstat_archive53
#elif LUA_VERSION_NUM == 502
#define NSTL_OPEN luaopen_newsstat_archive52
#else
#define NSTL_OPEN luaopen_newsstat_archive51
#endif

#define TYPE "newsstat.archive"

/* Lua functions are called from within libarchive, on the state that called us.
   The companion table holds them, and the string whose bytes are being read. */
typedef struct box {
  nsa_reader *reader; /* NULL when closed */
  lua_State *caller;  /* while a method runs */
  int self;           /* the userdata's index in the caller's stack */
} box;

static box *check(lua_State *L) {
  box *self = nstl_test_userdata(L, 1, TYPE);
  luaL_argcheck(L, self, 1, TYPE " expected");
  luaL_argcheck(L, self->reader, 1, "the archive is closed");
  luaL_argcheck(L, !self->caller, 1, "the archive is being read");
  return self;
}

static void begin(lua_State *L, box *self) {
  luaL_checkstack(L, 16, "reading an archive");
  self->caller = L;
  self->self = 1;
}

/* Calls companion.name with the arguments on top of the stack, and leaves its
   result, or nil where it raised: libarchive must not be jumped out of. */
static void call(lua_State *L, const char *name, int arguments) {
  lua_getfield(L, -1 - arguments, name);
  lua_insert(L, -1 - arguments);
  if (lua_pcall(L, arguments, 1, 0) == 0) return;
  lua_pop(L, 1);
  lua_pushnil(L);
}

static ptrdiff_t read_bytes(void *context, const char **bytes) {
  const box *self = context;
  lua_State *L = self->caller;
  nstl_push_companion(L, self->self);
  call(L, "read", 0);
  ptrdiff_t result = -1;
  if (lua_type(L, -1) == LUA_TSTRING) {
    size_t size;
    *bytes = lua_tolstring(L, -1, &size);
    result = (ptrdiff_t)size;
  } else if (lua_type(L, -1) == LUA_TBOOLEAN) {
    result = 0;
  }
  lua_rawseti(L, -2, 1); /* alive until the next bytes come */
  lua_pop(L, 1);
  return result;
}

static int64_t seek_bytes(void *context, int64_t offset, int whence) {
  static const char *const names[] = {[SEEK_SET] = "set", [SEEK_CUR] = "cur", [SEEK_END] = "end"};
  const box *self = context;
  lua_State *L = self->caller;
  nstl_push_companion(L, self->self);
  lua_pushstring(L, names[whence]);
  lua_pushnumber(L, (lua_Number)offset);
  call(L, "seek", 2);
  int64_t position = lua_type(L, -1) == LUA_TNUMBER ? (int64_t)lua_tonumber(L, -1) : -1;
  lua_pop(L, 2);
  return position;
}

static int push_failure(lua_State *L, const box *self, nsa_status status) {
  if (status == NSA_NO_MEMORY) return luaL_error(L, "newsstat: not enough memory");
  lua_pushnil(L);
  if (status == NSA_END) return 1;
  lua_pushstring(L, nsa_message(self->reader));
  lua_pushboolean(L, status == NSA_BROKEN);
  return 3;
}

static uint64_t check_limit(lua_State *L, int index) {
  lua_Number number = luaL_checknumber(L, index);
  luaL_argcheck(L, number >= 1, index, "a limit of at least 1 expected");
  return number < 9e18 ? (uint64_t)number : UINT64_MAX;
}

/* archive.open(kind, read, seek | false, most_bytes, most_ratio) -> archive | nil, message
   read() gives the next bytes, false at the end, nil on failure; seek(whence, offset) as file:seek
 */
static int archive_open(lua_State *L) {
  const char *kind = luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  nsa_limits limits = {check_limit(L, 4), check_limit(L, 5)};
  box *self = nstl_new_userdata(L, sizeof *self, TYPE);
  nstl_push_companion(L, -1);
  lua_pushvalue(L, 2);
  lua_setfield(L, -2, "read");
  lua_pushvalue(L, 3);
  lua_setfield(L, -2, "seek");
  lua_pop(L, 1);
  nsa_source source = {self, read_bytes, lua_toboolean(L, 3) ? seek_bytes : NULL};
  begin(L, self);
  self->self = lua_gettop(L);
  nsa_status status = nsa_open(kind, &source, &limits, &self->reader);
  self->caller = NULL;
  return status == NSA_OK ? 1 : push_failure(L, self, status);
}

/* archive:next() -> name | false, is_file, is_encrypted | nil at the end, or with a message and
   whether nothing further can be read */
static int archive_next(lua_State *L) {
  box *self = check(L);
  nsa_member member;
  begin(L, self);
  nsa_status status = nsa_next(self->reader, &member);
  self->caller = NULL;
  if (status != NSA_OK) return push_failure(L, self, status);
  if (member.name)
    lua_pushstring(L, member.name);
  else
    lua_pushboolean(L, 0);
  lua_pushboolean(L, member.is_file);
  lua_pushboolean(L, member.is_encrypted);
  return 3;
}

/* archive:read() -> bytes | nil at the end, or with a message and whether nothing further can be
 * read */
static int archive_read_bytes(lua_State *L) {
  box *self = check(L);
  const char *bytes = NULL;
  size_t size = 0;
  begin(L, self);
  nsa_status status = nsa_read(self->reader, &bytes, &size);
  self->caller = NULL;
  if (status != NSA_OK) return push_failure(L, self, status);
  lua_pushlstring(L, bytes, size);
  return 1;
}

/* archive:is_single() -> whether it is a compressed file and no archive, known after the first next
 */
static int archive_is_single(lua_State *L) {
  lua_pushboolean(L, nsa_is_single(check(L)->reader));
  return 1;
}

/* archive.decode(bytes, "deflate" | "br", most_bytes, most_ratio) -> bytes | nil, message */
static int archive_decode(lua_State *L) {
  size_t body_size, size;
  const char *body = luaL_checklstring(L, 1, &body_size), *problem;
  const char *encoding = luaL_checkstring(L, 2);
  nsa_limits limits = {check_limit(L, 3), check_limit(L, 4)};
  char *bytes;
  nsa_status status = nsa_decode_body(encoding, body, body_size, &limits, &bytes, &size, &problem);
  if (status == NSA_NO_MEMORY) return luaL_error(L, "newsstat: not enough memory");
  if (status != NSA_OK) {
    lua_pushnil(L);
    lua_pushstring(L, problem);
    return 2;
  }
  lua_pushlstring(L, bytes ? bytes : "", size);
  free(bytes);
  return 1;
}

static int archive_gc(lua_State *L) {
  box *self = nstl_test_userdata(L, 1, TYPE);
  luaL_argcheck(L, self, 1, TYPE " expected");
  luaL_argcheck(L, !self->caller, 1, "the archive is being read");
  nsa_close(self->reader);
  self->reader = NULL;
  return 0;
}

__attribute__((visibility("default"))) int NSTL_OPEN(lua_State *L);

int NSTL_OPEN(lua_State *L) {
  static const luaL_Reg methods[] = {{"next", archive_next},
                                     {"read", archive_read_bytes},
                                     {"is_single", archive_is_single},
                                     {"close", archive_gc},
                                     {NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__gc", archive_gc}, {"__close", archive_gc}, {NULL, NULL}};
  nstl_new_type(L, TYPE, methods, metamethods);
  lua_newtable(L);
  lua_pushcfunction(L, archive_open);
  lua_setfield(L, -2, "open");
  lua_pushcfunction(L, archive_decode);
  lua_setfield(L, -2, "decode");
  lua_pushstring(L, nsa_library());
  lua_setfield(L, -2, "library");
  return 1;
}
