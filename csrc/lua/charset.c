/* charset.c: text from bytes in any charset. */
#include "core/charset.h"

#include "binding.h"

/* core.charset_name(label) -> the standard's name, or nil */
static int charset_name(lua_State *L) {
  size_t size;
  const char *label = luaL_checklstring(L, 1, &size);
  lua_pushstring(L, nst_charset_name(label, size));
  return 1;
}

static void push_found(lua_State *L, const nst_charset_found *found) {
  lua_pushstring(L, found->name);
  lua_pushstring(L, nst_charset_source_name(found->source));
  lua_pushinteger(L, (lua_Integer)found->replaced);
}

/* core.decode(bytes, label | nil, is_html) -> text, name, source, replaced */
static int decode(lua_State *L) {
  size_t size, label_size = 0;
  const char *bytes = luaL_checklstring(L, 1, &size);
  const char *label = luaL_optlstring(L, 2, NULL, &label_size);
  if (label && !nst_charset_name(label, label_size))
    return luaL_argerror(L, 2, lua_pushfstring(L, "unknown charset '%s'", label));
  nst_charset_hint hint = {label, label_size, lua_toboolean(L, 3), false};
  nst_charset_found found = {.name = "UTF-8"};
  if (nst_charset_is_utf8(bytes, size, &hint, &found.source)) {
    lua_pushvalue(L, 1);
    push_found(L, &found);
    return 4;
  }
  nst_buffer *text = nstl_new_buffer(L);
  nst_status status = nst_charset_decode(bytes, size, &hint, text, &found);
  if (status != NST_OK) {
    nst_buffer_free(text);
    return nstl_push_failure(L, status);
  }
  /* UTF-8 of the same length is the same: a mark or a bad part would show. */
  bool is_same = strcmp(found.name, "UTF-8") == 0 && !found.replaced && text->size == size;
  if (is_same) {
    nst_buffer_free(text);
    lua_pushvalue(L, 1);
  } else {
    nstl_push_text(L, text);
  }
  push_found(L, &found);
  return 4;
}

/* core.is_utf8(text) -> whether all of it is well-formed */
static int is_utf8(lua_State *L) {
  static const char replacement[] = "\xEF\xBF\xBD";
  size_t size, length;
  const char *text = luaL_checklstring(L, 1, &size);
  bool is_good = true;
  for (size_t at = 0; at < size && is_good; at += length) {
    uint32_t c;
    length = nst_utf8_decode(text + at, size - at, &c);
    is_good = c != NST_REPLACEMENT || (length == 3 && memcmp(text + at, replacement, 3) == 0);
  }
  lua_pushboolean(L, is_good);
  return 1;
}

void nstl_open_charset(lua_State *L) {
  lua_pushcfunction(L, charset_name);
  lua_setfield(L, -2, "charset_name");
  lua_pushcfunction(L, decode);
  lua_setfield(L, -2, "decode");
  lua_pushcfunction(L, is_utf8);
  lua_setfield(L, -2, "is_utf8");
}
