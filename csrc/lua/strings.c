/* strings.c: core.strings([bytes]), a list of strings that takes little memory: list[i], #list; one
   is added as list[#list + 1] = string, and the last one taken away as list[#list] = nil. */
#include "binding.h"

typedef struct box {
  nst_string_list *list;
  nst_buffer room; /* of the string read last; and of the one that is compared with it */
  nst_buffer other_room;
} box;

static box *check_box(lua_State *L, int index) {
  box *self = nstl_check(L, index, NSTL_STRINGS);
  luaL_argcheck(L, self->list, index, "the list is closed");
  return self;
}

const nst_string_list *nstl_check_strings(lua_State *L, int index) {
  return check_box(L, index)->list;
}

/* core.strings([bytes]): kept in memory, the others in a temporary file; default all of them */
static int strings_create(lua_State *L) {
  size_t memory = lua_isnoneornil(L, 1) ? SIZE_MAX : nstl_check_size(L, 1);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_STRINGS);
  nst_buffer_init(&self->room, NULL);
  nst_buffer_init(&self->other_room, NULL);
  nstl_expect(L, nst_string_list_create(memory, NULL, &self->list));
  return 1;
}

static nst_slice get(lua_State *L, const box *self, size_t number, nst_buffer *room) {
  nst_slice string;
  nstl_expect(L, nst_string_list_get(self->list, number, room, &string));
  return string;
}

/* The number from 0 of the string at a place from 1. */
static size_t check_place(lua_State *L, const box *self, int index) {
  lua_Number place = luaL_checknumber(L, index);
  luaL_argcheck(L, place >= 1 && place <= (lua_Number)nst_string_list_size(self->list), index,
                "no such string");
  return (size_t)place - 1;
}

/* list:compare(i, j) -> a number below, above or equal to 0, by bytes */
static int strings_compare(lua_State *L) {
  box *self = check_box(L, 1);
  nst_slice a = get(L, self, check_place(L, self, 2), &self->room);
  nst_slice b = get(L, self, check_place(L, self, 3), &self->other_room);
  int order = memcmp(a.bytes, b.bytes, a.size < b.size ? a.size : b.size);
  lua_pushinteger(L, order ? order : (a.size > b.size) - (a.size < b.size));
  return 1;
}

static int strings_index(lua_State *L) {
  box *self = check_box(L, 1);
  if (lua_type(L, 2) != LUA_TNUMBER) {
    lua_settop(L, 2);
    lua_rawget(L, lua_upvalueindex(1));
    return 1;
  }
  lua_Number place = lua_tonumber(L, 2);
  if (!(place >= 1 && place <= (lua_Number)nst_string_list_size(self->list))) return 0;
  nst_slice string = get(L, self, (size_t)place - 1, &self->room);
  lua_pushlstring(L, string.bytes, string.size);
  return 1;
}

static int strings_change(lua_State *L) {
  box *self = check_box(L, 1);
  size_t count = nst_string_list_size(self->list), size;
  lua_Number place = luaL_checknumber(L, 2);
  if (lua_isnil(L, 3)) {
    luaL_argcheck(L, count && place == (lua_Number)count, 2, "only the last string can go");
    nst_string_list_cut(self->list, count - 1);
    return 0;
  }
  luaL_argcheck(L, place == (lua_Number)count + 1, 2, "strings are added behind the last one only");
  const char *bytes = luaL_checklstring(L, 3, &size);
  nstl_expect(L, nst_string_list_add(self->list, bytes, size));
  return 0;
}

static int strings_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)nst_string_list_size(check_box(L, 1)->list));
  return 1;
}

static int strings_free(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_STRINGS);
  nst_string_list_destroy(self->list);
  self->list = NULL;
  nst_buffer_free(&self->room);
  nst_buffer_free(&self->other_room);
  return 0;
}

void nstl_open_strings(lua_State *L) {
  static const luaL_Reg methods[] = {{"compare", strings_compare}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", strings_free},
                                         {"__newindex", strings_change},
                                         {"__len", strings_length},
                                         {NULL, NULL}};
  nstl_new_type(L, NSTL_STRINGS, methods, metamethods);
  luaL_getmetatable(L, NSTL_STRINGS);
  lua_getfield(L, -1, "__index"); /* the methods */
  lua_pushcclosure(L, strings_index, 1);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  lua_pushcfunction(L, strings_create);
  lua_setfield(L, -2, "strings");
}
