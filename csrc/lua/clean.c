/* clean.c: text from HTML, and the buffer that carries it. */
#include "binding.h"

static int buffer_gc(lua_State *L) {
  nst_buffer *buffer = nstl_check(L, 1, NSTL_BUFFER);
  if (buffer->allocator.release) nst_buffer_free(buffer);
  return 0;
}

nst_buffer *nstl_new_buffer(lua_State *L) {
  nst_buffer *buffer = nstl_new_userdata(L, sizeof *buffer, NSTL_BUFFER);
  nst_buffer_init(buffer, NULL);
  return buffer;
}

void nstl_push_text(lua_State *L, nst_buffer *buffer) {
  lua_pushlstring(L, buffer->bytes ? buffer->bytes : "", buffer->size);
  nst_buffer_free(buffer);
}

static int clean(lua_State *L) {
  size_t size;
  const char *html = luaL_checklstring(L, 1, &size);
  nst_buffer *buffer = nstl_new_buffer(L);
  nst_status status = nst_html_text(html, size, NULL, buffer, NULL);
  if (status != NST_OK) {
    nst_buffer_free(buffer);
    return nstl_push_failure(L, status);
  }
  nstl_push_text(L, buffer);
  return 1;
}

void nstl_open_buffer(lua_State *L) {
  static const luaL_Reg methods[] = {{NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", buffer_gc}, {NULL, NULL}};
  nstl_new_type(L, NSTL_BUFFER, methods, metamethods);
}

void nstl_open_clean(lua_State *L) {
  lua_pushcfunction(L, clean);
  lua_setfield(L, -2, "clean");
}
