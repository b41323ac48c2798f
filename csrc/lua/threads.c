/* threads.c: asking Lua between two steps of long work, and how many processors there are. */
#define _DARWIN_C_SOURCE /* for the number of processors */
#include "threads.h"

#include <unistd.h>

static int do_nothing(lua_State *L) {
  (void)L;
  return 0;
}

static bool go_on(void *context) {
  nstl_asking *asking = context;
  if (asking->failed) return false;
  if (!lua_checkstack(asking->L, 4)) return true;
  lua_pushcfunction(asking->L, do_nothing);
  asking->failed = lua_pcall(asking->L, 0, 0, 0) != 0;
  return !asking->failed;
}

nst_threads nstl_threads(lua_State *L, nstl_asking *asking, lua_Number count) {
  *asking = (nstl_asking){L, false};
  return (nst_threads){(size_t)count, go_on, asking};
}

lua_Number nstl_check_threads(lua_State *L, int index) {
  lua_Number count = luaL_optnumber(L, index, 1);
  luaL_argcheck(L, count >= 1 && count <= 65536, index, "a number of threads from 1 expected");
  return count;
}

void nstl_expect_all(lua_State *L, const nstl_asking *asking, nst_status status) {
  if (status == NST_CANCELLED && asking->failed) lua_error(L);
  nstl_expect(L, status);
}

/* core.processors() -> how many processors are online, 1 where that is not known */
static int processors(lua_State *L) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  lua_pushinteger(L, count > 0 ? (lua_Integer)count : 1);
  return 1;
}

void nstl_open_threads(lua_State *L) {
  lua_pushcfunction(L, processors);
  lua_setfield(L, -2, "processors");
}
