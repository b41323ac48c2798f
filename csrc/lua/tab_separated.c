/* tab_separated.c: core.tab_separated(prefix, columns [, as they are]), rows as an engine of SQL
   reads them. */
#include "binding.h"

enum { MOST_COLUMNS = 32 };

typedef struct box {
  nst_buffer text;
  int columns;
  bool is_field[MOST_COLUMNS]; /* of each column: its texts are fields already */
  size_t prefix_size;
  char prefix[];
} box;

static void read_fields(lua_State *L, box *self) {
  if (lua_isnoneornil(L, 3)) return;
  luaL_checktype(L, 3, LUA_TTABLE);
  for (int i = 1; i <= (int)nstl_raw_length(L, 3); i++) {
    lua_rawgeti(L, 3, i);
    lua_Number column = lua_tonumber(L, -1);
    luaL_argcheck(L, column >= 1 && column <= self->columns, 3, "no such column");
    self->is_field[(int)column - 1] = true;
    lua_pop(L, 1);
  }
}

static int create(lua_State *L) {
  size_t size;
  const char *prefix = luaL_checklstring(L, 1, &size);
  lua_Number columns = luaL_checknumber(L, 2);
  luaL_argcheck(L, columns >= 1 && columns <= MOST_COLUMNS, 2, "no such number of columns");
  box *self = nstl_new_userdata(L, sizeof *self + size, NSTL_TAB_SEPARATED);
  nst_buffer_init(&self->text, NULL);
  self->columns = (int)columns;
  self->prefix_size = size;
  memcpy(self->prefix, prefix, size);
  read_fields(L, self);
  return 1;
}

/* The value on top as a field. */
static nst_status append_value(lua_State *L, box *self, bool is_field) {
  size_t size;
  const char *text;
  switch (lua_type(L, -1)) {
    case LUA_TNIL: return nst_buffer_append(&self->text, "\\N", 2);
    case LUA_TNUMBER: return nst_tab_separated_number((double)lua_tonumber(L, -1), &self->text);
    case LUA_TSTRING:
      text = lua_tolstring(L, -1, &size);
      if (is_field) return nst_buffer_append(&self->text, text, size);
      return nst_tab_separated_text(text, size, &self->text);
    default:
      luaL_error(L, "a column must be a string, a number or nil, got %s", luaL_typename(L, -1));
  }
  return NST_OK;
}

/* writer:add(row) -> bytes that wait to be taken */
static int add(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_TAB_SEPARATED);
  luaL_checktype(L, 2, LUA_TTABLE);
  nstl_expect(L, nst_buffer_append(&self->text, self->prefix, self->prefix_size));
  for (int column = 1; column <= self->columns; column++) {
    lua_rawgeti(L, 2, column);
    nstl_expect(L, append_value(L, self, self->is_field[column - 1]));
    lua_pop(L, 1);
    nstl_expect(L, nst_buffer_append(&self->text, column < self->columns ? "\t" : "\n", 1));
  }
  lua_pushinteger(L, (lua_Integer)self->text.size);
  return 1;
}

/* writer:take() -> the rows that were added since it was called last */
static int take(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_TAB_SEPARATED);
  lua_pushlstring(L, self->text.bytes ? self->text.bytes : "", self->text.size);
  self->text.size = 0;
  return 1;
}

static int release(lua_State *L) {
  nst_buffer_free(&((box *)nstl_check(L, 1, NSTL_TAB_SEPARATED))->text);
  return 0;
}

void nstl_open_tab_separated(lua_State *L) {
  static const luaL_Reg methods[] = {{"add", add}, {"take", take}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", release}, {NULL, NULL}};
  nstl_new_type(L, NSTL_TAB_SEPARATED, methods, metamethods);
  lua_pushcfunction(L, create);
  lua_setfield(L, -2, "tab_separated");
}
