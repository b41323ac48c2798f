#include "binding.h"

void *nstl_check(lua_State *L, int index, const char *type) {
  void *userdata = nstl_test_userdata(L, index, type);
  if (!userdata) {
    const char *message = lua_pushfstring(L, "%s expected, got %s", type, luaL_typename(L, index));
    luaL_argerror(L, index, message);
  }
  return userdata;
}

size_t nstl_check_size(lua_State *L, int index) {
  lua_Number bytes = luaL_checknumber(L, index);
  luaL_argcheck(L, bytes >= 0, index, "a number of bytes expected");
  return bytes < (lua_Number)SIZE_MAX ? (size_t)bytes : SIZE_MAX;
}

void nstl_keep(lua_State *L, int userdata, int kept) {
  lua_pushvalue(L, kept);
  nstl_push_companion(L, userdata);
  lua_insert(L, -2);
  lua_rawseti(L, -2, (int)nstl_raw_length(L, -2) + 1);
  lua_pop(L, 1);
}

int nstl_push_failure(lua_State *L, nst_status status) {
  nstl_expect(L, status == NST_NO_MEMORY ? status : NST_OK);
  lua_pushnil(L);
  lua_pushstring(L, nst_status_text(status));
  return 2;
}

void nstl_push_lost_file(lua_State *L) {
  lua_pushfstring(L, "newsstat: %s", nst_status_text(NST_TEMPORARY_FILE));
}

void nstl_expect(lua_State *L, nst_status status) {
  if (status == NST_TEMPORARY_FILE) {
    nstl_push_lost_file(L);
    lua_error(L);
  }
  if (status != NST_OK) luaL_error(L, "newsstat: %s", nst_status_text(status));
}

static int is_listed(const char *name, const char *const *names) {
  for (; *names; names++)
    if (strcmp(*names, name) == 0) return 1;
  return 0;
}

void nstl_check_keys(lua_State *L, int index, const char *const *names) {
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    const char *name = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
    if (!name)
      luaL_argerror(L, index, "option names must be strings");
    else if (!is_listed(name, names))
      luaL_argerror(L, index, lua_pushfstring(L, "unknown option '%s'", name));
  }
}

void nstl_push_slice(lua_State *L, nst_slice slice) {
  if (slice.bytes)
    lua_pushlstring(L, slice.bytes, slice.size);
  else
    lua_pushnil(L);
}

void nstl_set_number(lua_State *L, const char *name, size_t number) {
  lua_pushinteger(L, (lua_Integer)number);
  lua_setfield(L, -2, name);
}
