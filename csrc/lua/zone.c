/* zone.c: core.zone(name), offsets of a time zone. */
#include "binding.h"

typedef struct box {
  nst_zone *zone;
} box;

static int zone_open(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_ZONE);
  nst_status status = nst_zone_open(name, NULL, &self->zone);
  if (status == NST_OK) return 1;
  lua_pushnil(L);
  lua_pushfstring(L, "%s: %s", name, nst_status_text(status));
  return 2;
}

/* zone:offset(seconds since the epoch) -> seconds to add to UTC */
static int zone_offset(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_ZONE);
  luaL_argcheck(L, self->zone, 1, "the zone is closed");
  int offset;
  nst_status status = nst_zone_offset(self->zone, luaL_checknumber(L, 2), &offset);
  if (status != NST_OK) return nstl_push_failure(L, status);
  lua_pushinteger(L, offset);
  return 1;
}

static int zone_gc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_ZONE);
  nst_zone_close(self->zone);
  self->zone = NULL;
  return 0;
}

void nstl_open_zone(lua_State *L) {
  static const luaL_Reg methods[] = {{"offset", zone_offset}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", zone_gc}, {NULL, NULL}};
  nstl_new_type(L, NSTL_ZONE, methods, metamethods);
  lua_pushcfunction(L, zone_open);
  lua_setfield(L, -2, "zone");
}
