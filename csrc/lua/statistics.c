/* statistics.c: core.statistics, how far a count is from what was expected. */
#include "ranking.h"

/* Pushes a statistic of articles with a term, articles and expected articles. */
static int push_statistic(lua_State *L, double of(double x, double n, double e)) {
  lua_pushnumber(L, of(luaL_checknumber(L, 1), luaL_checknumber(L, 2), luaL_checknumber(L, 3)));
  return 1;
}

/* Each (x, n, e) -> number */
static int statistics_g2(lua_State *L) { return push_statistic(L, nst_signed_g2); }

static int statistics_z(lua_State *L) { return push_statistic(L, nst_standard_score); }

static int statistics_jlh(lua_State *L) { return push_statistic(L, nst_jlh); }

/* (x, n, e, history, m, prior) -> number */
static int statistics_log_odds(lua_State *L) {
  double numbers[6];
  for (int i = 0; i < 6; i++) numbers[i] = luaL_checknumber(L, i + 1);
  lua_pushnumber(
      L, nst_log_odds(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]));
  return 1;
}

/* (n, m, spread, lexicon_articles, history, weighted, common) -> e, p */
static int statistics_expected(lua_State *L) {
  nst_expectation of = {luaL_checknumber(L, 1), luaL_checknumber(L, 2), luaL_checknumber(L, 3)};
  double share, e = nst_expected(&of, luaL_checknumber(L, 4), luaL_checknumber(L, 5),
                                 luaL_checknumber(L, 6), luaL_checknumber(L, 7), &share);
  lua_pushnumber(L, e);
  lua_pushnumber(L, share);
  return 2;
}

void nstl_open_statistics(lua_State *L) {
  static const luaL_Reg functions[] = {{"g2", statistics_g2},
                                       {"z", statistics_z},
                                       {"jlh", statistics_jlh},
                                       {"expected", statistics_expected},
                                       {"log_odds", statistics_log_odds},
                                       {NULL, NULL}};
  lua_newtable(L);
  nstl_set_functions(L, functions);
  lua_setfield(L, -2, "statistics");
}
