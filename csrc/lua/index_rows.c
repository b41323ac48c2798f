/* index_rows.c: what an index tells of a term as rows for a store. */
#include "index.h"

int nstl_index_present(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  lua_newtable(L);
  for (uint32_t term = 0, found = 0; term < nst_index_size(self->index); term++) {
    size_t count;
    nst_term about;
    nst_index_postings(self->index, term, &count);
    if (!count) continue;
    nst_index_term(self->index, term, &about);
    if (about.is_stop) continue;
    lua_pushinteger(L, (lua_Integer)term + 1);
    lua_rawseti(L, -2, (int)++found);
  }
  return 1;
}

/* Pushes the list that was written, if it was. */
static void push_list(lua_State *L, nstl_index *self, nst_status status) {
  size_t size = self->text.size;
  self->text.size = 0;
  nstl_expect(L, status);
  lua_pushlstring(L, self->text.bytes, size);
}

int nstl_index_row(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  uint32_t term = nstl_check_term(L, self, 2);
  nst_period_counts row;
  size_t articles, history;
  nst_index_postings(self->index, term, &articles);
  nst_index_count(self->index, term, &row);
  lua_pushinteger(L, (lua_Integer)articles);
  lua_pushinteger(L, (lua_Integer)row.uses);
  lua_pushinteger(L, (lua_Integer)row.sources);
  lua_pushinteger(L, (lua_Integer)row.series);
  lua_pushinteger(L, (lua_Integer)row.titles);
  lua_pushnumber(L, row.salience);
  push_list(L, self, nst_index_write_postings(self->index, term, &self->text));
  if ((lua_Number)articles < luaL_checknumber(L, 3)) return 7;
  nst_status status = nst_index_write_history(self->index, term, &self->text, &history);
  lua_pushinteger(L, (lua_Integer)history);
  push_list(L, self, status);
  return 9;
}

int nstl_index_series_text(lua_State *L) {
  nstl_index *self = nstl_check_index(L, 1);
  uint32_t term = nstl_check_term(L, self, 2);
  push_list(L, self, nst_index_write_series(self->index, term, &self->text));
  return 1;
}
