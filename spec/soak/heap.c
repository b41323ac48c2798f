/* heap.c: what malloc has given out, and its giving back of what it keeps, for Lua.  Of glibc. */
#include <lauxlib.h>
#include <lua.h>
#include <malloc.h>

/* heap.in_use(): bytes that are allocated, in all threads. */
static int in_use(lua_State *lua) {
  struct mallinfo2 heap = mallinfo2();
  lua_pushnumber(lua, (lua_Number)(heap.uordblks + heap.hblkhd));
  return 1;
}

/* heap.trim(): pages with nothing that is in use go back to the system. */
static int trim(lua_State *lua) {
  (void)lua;
  malloc_trim(0);
  return 0;
}

int luaopen_heap(lua_State *lua);

int luaopen_heap(lua_State *lua) {
  lua_newtable(lua);
  lua_pushcfunction(lua, in_use);
  lua_setfield(lua, -2, "in_use");
  lua_pushcfunction(lua, trim);
  lua_setfield(lua, -2, "trim");
  return 1;
}
