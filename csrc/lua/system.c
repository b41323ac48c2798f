/* system.c: what Lua's own library does not tell of the surroundings. */
#include "binding.h"

#include <errno.h>
#include <unistd.h>

/* core.is_terminal(0 | 1 | 2): standard input, output, error */
static int is_terminal(lua_State *L) {
  lua_pushboolean(L, isatty((int)luaL_checkinteger(L, 1)));
  return 1;
}

/* core.replace_file(path, bytes) -> true | nil, message: the old file or the new one stands there,
   never a part */
static int replace_file(lua_State *L) {
  size_t length, size;
  const char *path = luaL_checklstring(L, 1, &length);
  const char *bytes = luaL_checklstring(L, 2, &size);
  luaL_argcheck(L, strlen(path) == length, 1, "a path without NUL expected");
  nst_status status = nst_file_replace(path, bytes, size, NULL);
  if (status == NST_SYSTEM) {
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", path, errno == EINVAL ? "not a regular file" : strerror(errno));
    return 2;
  }
  nstl_expect(L, status);
  lua_pushboolean(L, 1);
  return 1;
}

/* core.folder(path) -> names, kinds | nil, message: what it holds, without hidden names, in the
   order of their bytes; kinds has a byte for each, "f" for what is a regular file for sure */
static int folder(lua_State *L) {
  size_t length;
  const char *path = luaL_checklstring(L, 1, &length);
  luaL_argcheck(L, strlen(path) == length, 1, "a path without NUL expected");
  nst_buffer *entries = nstl_new_buffer(L);
  nst_status status = nst_folder_list(path, entries);
  if (status != NST_OK && status != NST_SYSTEM) return nstl_push_failure(L, status);
  if (status == NST_SYSTEM) {
    lua_pushnil(L);
    lua_pushfstring(L, "cannot open %s: %s", path, strerror(errno));
    return 2;
  }
  nst_buffer *kinds = nstl_new_buffer(L);
  lua_newtable(L);
  int count = 0;
  for (size_t at = 0; at < entries->size;) {
    const char *entry = entries->bytes + at;
    nstl_expect(L, nst_buffer_append(kinds, entry, 1));
    lua_pushstring(L, entry + 1);
    lua_rawseti(L, -2, ++count);
    at += strlen(entry) + 1;
  }
  nstl_push_text(L, kinds);
  nst_buffer_free(entries);
  return 2;
}

/* core.hash(bytes) -> 32 hexadecimal digits of nst_content_hash */
static int content_hash(lua_State *L) {
  static const char digits[] = "0123456789abcdef";
  size_t size;
  const char *bytes = luaL_checklstring(L, 1, &size);
  uint64_t hash[2];
  nst_content_hash(bytes, size, hash);
  char text[32];
  for (size_t i = 0; i < sizeof text; i++) text[i] = digits[hash[i / 16] >> (60 - i % 16 * 4) & 15];
  lua_pushlstring(L, text, sizeof text);
  return 1;
}

void nstl_open_system(lua_State *L) {
  static const luaL_Reg functions[] = {{"is_terminal", is_terminal},
                                       {"replace_file", replace_file},
                                       {"folder", folder},
                                       {"hash", content_hash},
                                       {NULL, NULL}};
  nstl_set_functions(L, functions);
  lua_pushliteral(L, NST_VERSION);
  lua_setfield(L, -2, "version");
  nstl_push_lost_file(L);
  lua_setfield(L, -2, "lost_file");
  lua_pushstring(L, nst_icu_version());
  lua_setfield(L, -2, "icu_version");
  lua_pushstring(L, nst_libxml2_version());
  lua_setfield(L, -2, "libxml2_version");
}
