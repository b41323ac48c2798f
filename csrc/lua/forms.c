/* forms.c: core.choose_forms(rules, rows), which of several forms of a term to show. */
#include "ranking.h"

nst_form_rules nstl_check_form_rules(lua_State *L, int index) {
  luaL_checktype(L, index, LUA_TTABLE);
  return (nst_form_rules){.cover = nstl_number_field(L, index, "cover"),
                          .least_share = nstl_number_field(L, index, "least_share")};
}

static nst_shown_form read_row(lua_State *L, int index) {
  luaL_checktype(L, index, LUA_TTABLE);
  nst_slice key = nstl_text_field(L, index, "key");
  return (nst_shown_form){.key = key.bytes,
                          .size = key.size,
                          .width = nstl_number_field(L, index, "width"),
                          .base = nstl_number_field(L, index, "base"),
                          .score = nstl_number_field(L, index, "score")};
}

/* Sets the forms that yield to a row as its list `forms`. */
static void set_forms(lua_State *L, const nst_shown_form *forms, size_t i) {
  if (forms[i].first == NST_NO_FORM) return;
  int place = 0;
  lua_newtable(L);
  for (uint32_t form = forms[i].first; form != NST_NO_FORM; form = forms[form].next) {
    lua_rawgeti(L, 2, (int)form + 1);
    lua_rawseti(L, -2, ++place);
  }
  lua_setfield(L, -2, "forms");
}

/* rows: tables with key, width, base and score.  Sets in each its score, in those that yield
   `yields_to`, the row that is shown instead, and in those that others yield to the list of these,
   `forms`. */
static int choose(lua_State *L) {
  nst_form_rules rules = nstl_check_form_rules(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  size_t count = nstl_raw_length(L, 2);
  nst_shown_form *forms = lua_newuserdata(L, (count + 1) * sizeof *forms);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 2, (int)i + 1);
    forms[i] = read_row(L, lua_gettop(L));
    lua_pop(L, 1);
  }
  nstl_expect(L, nst_choose_forms(&rules, forms, count, NULL));
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 2, (int)i + 1);
    lua_pushnumber(L, forms[i].score);
    lua_setfield(L, -2, "score");
    if (forms[i].yields_to != NST_NO_FORM) {
      lua_rawgeti(L, 2, (int)forms[i].yields_to + 1);
      lua_setfield(L, -2, "yields_to");
    }
    set_forms(L, forms, i);
    lua_pop(L, 1);
  }
  return 0;
}

void nstl_open_forms(lua_State *L) {
  lua_pushcfunction(L, choose);
  lua_setfield(L, -2, "choose_forms");
}
