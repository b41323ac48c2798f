/* postings.c: core.count_postings, what lists of postings that a store kept tell of two sets. */
#include "binding.h"

/* core.count_postings(postings, members) -> articles of the first and of the second set, uses in
   them. members: a byte for each article of the period, as nst_count_postings has it */
static int count_postings(lua_State *L) {
  size_t size, articles;
  const char *text = luaL_checklstring(L, 1, &size);
  const char *members = luaL_checklstring(L, 2, &articles);
  nst_set_counts counts = {{0, 0}, {0, 0}};
  nst_count_postings(text, size, (const uint8_t *)members, articles, &counts);
  for (int set = 0; set < 2; set++) lua_pushinteger(L, (lua_Integer)counts.articles[set]);
  for (int set = 0; set < 2; set++) lua_pushinteger(L, (lua_Integer)counts.uses[set]);
  return 4;
}

void nstl_open_postings(lua_State *L) {
  lua_pushcfunction(L, count_postings);
  lua_setfield(L, -2, "count_postings");
}
