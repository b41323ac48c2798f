/* compat.h: one source for Lua 5.1 to 5.4 and LuaJIT, which reports 5.1. */
#ifndef NEWSSTAT_LUA_COMPAT_H
#define NEWSSTAT_LUA_COMPAT_H

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

/* Registers functions in the table on top of the stack. */
static inline void nstl_set_functions(lua_State *L, const luaL_Reg *functions) {
  for (; functions->name; functions++) {
    lua_pushcfunction(L, functions->func);
    lua_setfield(L, -2, functions->name);
  }
}

/* Sets the table on top as the userdata's companion and pops it: what stands
   in it lives as long as the userdata. */
static inline void nstl_set_companion(lua_State *L, int userdata) {
#if LUA_VERSION_NUM >= 504
  lua_setiuservalue(L, userdata, 1);
#elif LUA_VERSION_NUM >= 502
  lua_setuservalue(L, userdata);
#else
  lua_setfenv(L, userdata);
#endif
}

/* Pushes the companion table of a userdata. */
static inline void nstl_push_companion(lua_State *L, int userdata) {
#if LUA_VERSION_NUM >= 504
  lua_getiuservalue(L, userdata, 1);
#elif LUA_VERSION_NUM >= 502
  lua_getuservalue(L, userdata);
#else
  lua_getfenv(L, userdata);
#endif
}

static inline size_t nstl_raw_length(lua_State *L, int index) {
#if LUA_VERSION_NUM >= 502
  return lua_rawlen(L, index);
#else
  return lua_objlen(L, index);
#endif
}

/* The userdata at index if it is of this type, else NULL. */
static inline void *nstl_test_userdata(lua_State *L, int index, const char *type) {
  void *userdata = lua_touserdata(L, index);
  if (!userdata || !lua_getmetatable(L, index)) return NULL;
  luaL_getmetatable(L, type);
  int same = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  return same ? userdata : NULL;
}

/* Pushes a new userdata of zero bytes with its metatable, so that its __gc can
   free whatever is put into it later. */
static inline void *nstl_new_userdata(lua_State *L, size_t size, const char *type) {
#if LUA_VERSION_NUM >= 504
  void *userdata = lua_newuserdatauv(L, size, 1);
#else
  void *userdata = lua_newuserdata(L, size);
#endif
  memset(userdata, 0, size);
  lua_newtable(L);
  nstl_set_companion(L, -2);
  luaL_getmetatable(L, type);
  lua_setmetatable(L, -2);
  return userdata;
}

/* Makes a metatable with methods, __gc (and __close) and further entries. */
static inline void nstl_new_type(lua_State *L, const char *type, const luaL_Reg *methods,
                                 const luaL_Reg *metamethods) {
  luaL_newmetatable(L, type);
  nstl_set_functions(L, metamethods);
  lua_newtable(L);
  nstl_set_functions(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushliteral(L, "protected");
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);
}

#endif
