/* system.c: what Lua's own library does not tell of the surroundings. */
#include "binding.h"

#include <unistd.h>

/* core.is_terminal(0 | 1 | 2): standard input, output, error */
static int is_terminal(lua_State *L) {
  lua_pushboolean(L, isatty((int)luaL_checkinteger(L, 1)));
  return 1;
}

void nstl_open_system(lua_State *L) {
  static const luaL_Reg functions[] = {{"is_terminal", is_terminal}, {NULL, NULL}};
  nstl_set_functions(L, functions);
  lua_pushliteral(L, NST_VERSION);
  lua_setfield(L, -2, "version");
  lua_pushstring(L, nst_icu_version());
  lua_setfield(L, -2, "icu_version");
  lua_pushstring(L, nst_libxml2_version());
  lua_setfield(L, -2, "libxml2_version");
}
