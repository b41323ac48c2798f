/* title_series.c: core.title_series(titles, sources, periods). */
#include "binding.h"

static uint32_t number_at(lua_State *L, int index, size_t i) {
  lua_rawgeti(L, index, (int)i + 1);
  lua_Number number = lua_tonumber(L, -1);
  luaL_argcheck(L, number >= 1 && number <= UINT32_MAX, index, "a list of numbers from 1 expected");
  lua_pop(L, 1);
  return (uint32_t)number;
}

/* The lists hold a title, and numbers of its source and its period, for each article, those of a
   period one behind another.  -> list of the articles' series: each the place of one of its
   articles */
static int title_series(lua_State *L) {
  for (int index = 1; index <= 3; index++) luaL_checktype(L, index, LUA_TTABLE);
  lua_settop(L, 3);
  size_t count = nstl_raw_length(L, 1);
  nst_series_title *titles = lua_newuserdata(L, (count + 1) * sizeof *titles);
  uint32_t *numbers = lua_newuserdata(L, (count + 1) * sizeof *numbers);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 1, (int)i + 1);
    luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, 1, "a list of strings expected");
    titles[i].bytes = lua_tolstring(L, -1, &titles[i].size);
    lua_pop(L, 1); /* the list keeps it */
    titles[i].source = number_at(L, 2, i);
    titles[i].period = number_at(L, 3, i);
  }
  nstl_expect(L, nst_title_series(titles, count, NULL, numbers));
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    lua_pushinteger(L, (lua_Integer)numbers[i] + 1);
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

void nstl_open_title_series(lua_State *L) {
  lua_pushcfunction(L, title_series);
  lua_setfield(L, -2, "title_series");
}
