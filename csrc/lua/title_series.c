/* title_series.c: core.title_series(titles, articles, sources, periods). */
#include "binding.h"

static uint32_t number_at(lua_State *L, int index, size_t i) {
  lua_rawgeti(L, index, (int)i + 1);
  lua_Number number = lua_tonumber(L, -1);
  luaL_argcheck(L, number >= 1 && number <= UINT32_MAX, index, "a list of numbers from 1 expected");
  lua_pop(L, 1);
  return (uint32_t)number;
}

/* titles: as core.strings makes them, in memory; the other lists hold numbers of a title, its
   source and its period for each article, those of a period one behind another.  -> list of the
   articles' series: each the place of one of its articles */
static int title_series(lua_State *L) {
  const nst_string_list *list = nstl_check_strings(L, 1);
  for (int index = 2; index <= 4; index++) luaL_checktype(L, index, LUA_TTABLE);
  lua_settop(L, 4);
  size_t count = nstl_raw_length(L, 2);
  nst_series_title *titles = lua_newuserdata(L, (count + 1) * sizeof *titles);
  uint32_t *numbers = lua_newuserdata(L, (count + 1) * sizeof *numbers);
  for (size_t i = 0; i < count; i++) {
    uint32_t number = number_at(L, 2, i);
    nst_slice title;
    luaL_argcheck(L, number <= nst_string_list_size(list), 2, "no such title");
    nstl_expect(L, nst_string_list_get(list, number - 1, NULL, &title));
    titles[i] = (nst_series_title){title.bytes, title.size, number_at(L, 3, i), number_at(L, 4, i)};
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
