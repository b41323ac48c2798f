/* statistics.c: core.statistics, how far a count is from what was expected. */
#include "ranking.h"

/* (x, n, e) -> number */
static int statistics_g2(lua_State *L) {
  double x = luaL_checknumber(L, 1), n = luaL_checknumber(L, 2), e = luaL_checknumber(L, 3);
  lua_pushnumber(L, nst_signed_g2(x, n, e));
  return 1;
}

/* (x, n, e, history, m, prior) -> number */
static int statistics_log_odds(lua_State *L) {
  double numbers[6];
  for (int i = 0; i < 6; i++) numbers[i] = luaL_checknumber(L, i + 1);
  lua_pushnumber(
      L, nst_log_odds(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]));
  return 1;
}

void nstl_open_statistics(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"g2", statistics_g2}, {"log_odds", statistics_log_odds}, {NULL, NULL}};
  lua_newtable(L);
  nstl_set_functions(L, functions);
  lua_setfield(L, -2, "statistics");
}
