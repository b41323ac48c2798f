/* json.c: core.json_reader(), the fields of flat JSON objects. */
#include "core/json_scan.h"

#include "binding.h"

typedef struct box {
  nst_json_scan scan;
} box;

static int json_create(lua_State *L) {
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_JSON);
  nst_buffer_init(&self->scan.scratch, NULL);
  return 1;
}

/* Each pushes a value, and returns false, without having pushed one, where it is not plain. */
static bool push_string(lua_State *L, nst_json_scan *scan) {
  nst_slice string;
  if (!nst_json_string(scan, &string)) return false;
  lua_pushlstring(L, string.bytes ? string.bytes : "", string.size);
  return true;
}

static bool push_literal(lua_State *L, nst_json_scan *scan) {
  if (nst_json_literal(scan, "null")) {
    lua_pushlightuserdata(L, NULL); /* as lua-cjson does */
    return true;
  }
  bool is_true = nst_json_literal(scan, "true");
  if (!is_true && !nst_json_literal(scan, "false")) return false;
  lua_pushboolean(L, is_true);
  return true;
}

static bool push_number(lua_State *L, nst_json_scan *scan) {
  double number;
  if (!nst_json_whole_number(scan, &number)) return false;
  lua_pushnumber(L, (lua_Number)number);
  return true;
}

/* A list of strings. */
static bool push_list(lua_State *L, nst_json_scan *scan) {
  nst_json_take(scan, '[');
  lua_newtable(L);
  bool is_good = nst_json_take(scan, ']');
  for (int count = 1; !is_good && push_string(L, scan); count++) {
    lua_rawseti(L, -2, count);
    is_good = nst_json_take(scan, ']');
    if (!is_good && !nst_json_take(scan, ',')) break;
  }
  if (!is_good) lua_pop(L, 1);
  return is_good;
}

static bool push_value(lua_State *L, nst_json_scan *scan) {
  switch (nst_json_peek(scan)) {
    case '"': return push_string(L, scan);
    case '[': return push_list(L, scan);
    case 't':
    case 'f':
    case 'n': return push_literal(L, scan);
    default: return push_number(L, scan);
  }
}

/* Reads "key": value into the table at index 4, unless the key is in the set at index 3. */
static bool read_field(lua_State *L, nst_json_scan *scan) {
  if (!push_string(L, scan)) return false;
  lua_pushvalue(L, -1);
  lua_rawget(L, 3);
  bool is_skipped = lua_toboolean(L, -1);
  lua_pop(L, 1);
  if (!nst_json_take(scan, ':')) return false;
  if (is_skipped) {
    lua_pop(L, 1);
    return nst_json_skip(scan);
  }
  if (!push_value(L, scan)) return false;
  lua_rawset(L, 4);
  return true;
}

static bool read_object(lua_State *L, nst_json_scan *scan) {
  if (!nst_json_take(scan, '{')) return false;
  bool is_over = nst_json_take(scan, '}');
  while (!is_over) {
    if (!read_field(L, scan)) return false;
    is_over = nst_json_take(scan, '}');
    if (!is_over && !nst_json_take(scan, ',')) return false;
  }
  return !nst_json_peek(scan) && scan->at == scan->size;
}

/* reader:object(text, skipped) -> table | nil: the fields of an object in UTF-8 whose keys are not
   in the set `skipped`, as lua-cjson gives them, numbers as floats; nil for anything but an object
   that has strings, whole numbers, true, false, null and lists of strings under its other keys, and
   is well-formed */
static int json_object(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_JSON);
  nst_json_scan *scan = &self->scan;
  scan->text = luaL_checklstring(L, 2, &scan->size);
  luaL_checktype(L, 3, LUA_TTABLE);
  scan->at = 0;
  scan->status = NST_OK;
  lua_settop(L, 3);
  lua_newtable(L);
  bool is_plain = read_object(L, scan);
  nstl_expect(L, scan->status);
  lua_settop(L, 4);
  return is_plain;
}

static int json_gc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_JSON);
  nst_buffer_free(&self->scan.scratch);
  return 0;
}

void nstl_open_json(lua_State *L) {
  static const luaL_Reg methods[] = {{"object", json_object}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", json_gc}, {NULL, NULL}};
  nstl_new_type(L, NSTL_JSON, methods, metamethods);
  lua_pushcfunction(L, json_create);
  lua_setfield(L, -2, "json_reader");
}
