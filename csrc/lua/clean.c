/* clean.c: text from HTML, whole and in parts, and the buffer that carries it. */
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

/* -- Options -------------------------------------------------------------------- */

/* An option with named choices, the first of which is the default; its list
   ends in NULL. */
static int choice(lua_State *L, int index, const char *name, const char *const *choices) {
  lua_getfield(L, index, name);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    return 0;
  }
  const char *given = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : luaL_typename(L, -1);
  luaL_Buffer list;
  for (int i = 0; choices[i] && lua_type(L, -1) == LUA_TSTRING; i++)
    if (strcmp(given, choices[i]) == 0) {
      lua_pop(L, 1);
      return i;
    }
  luaL_buffinit(L, &list);
  for (int i = 0; choices[i]; i++) {
    if (i) luaL_addstring(&list, choices[i + 1] ? ", " : " or ");
    luaL_addstring(&list, choices[i]);
  }
  luaL_pushresult(&list);
  return luaL_argerror(
      L, index,
      lua_pushfstring(L, "option '%s' must be %s, got '%s'", name, lua_tostring(L, -1), given));
}

/* A limit: a whole number of at least 1; 0 where it is not given. */
static size_t limit(lua_State *L, int index, const char *name) {
  enum { MOST = 1 << 30 };
  lua_getfield(L, index, name);
  lua_Number given = lua_tonumber(L, -1);
  bool good = lua_isnil(L, -1) || (lua_type(L, -1) == LUA_TNUMBER && given >= 1 && given <= MOST &&
                                   given == (lua_Number)(size_t)given);
  if (!good)
    luaL_argerror(
        L, index,
        lua_pushfstring(L, "option '%s' must be a whole number from 1 to %d", name, (int)MOST));
  lua_pop(L, 1);
  return (size_t)given;
}

/* The charset that options name: what its label means, which is constant; NULL where it is to be
   found. */
static const char *charset(lua_State *L, int index) {
  size_t size;
  lua_getfield(L, index, "charset");
  bool given = !lua_isnil(L, -1);
  if (given && lua_type(L, -1) != LUA_TSTRING)
    luaL_argerror(L, index, "option 'charset' must be a string");
  const char *label = given ? lua_tolstring(L, -1, &size) : NULL;
  const char *name = given ? nst_charset_name(label, size) : NULL;
  if (given && !name)
    luaL_argerror(L, index, lua_pushfstring(L, "option 'charset': unknown charset '%s'", label));
  lua_pop(L, 1);
  return name;
}

/* The options at index; nil for none. */
static nst_html_options check_options(lua_State *L, int index) {
  static const char *const names[] = {
      "captions", "charset", "content", "hidden",     "images",     "links",           "lists",
      "pre",      "ruby",    "tables",  "most_bytes", "most_depth", "most_attributes", NULL};
  static const char *const content[] = {"all", "article", NULL};
  static const char *const keep_or_drop[] = {"keep", "drop", NULL};
  static const char *const drop_or_keep[] = {"drop", "keep", NULL};
  static const char *const links[] = {"text", "inline", "footnotes", "drop", NULL};
  static const char *const lists[] = {"plain", "markers", NULL};
  static const char *const pre[] = {"keep", "fold", NULL};
  static const char *const images[] = {"drop", "alt", NULL};
  nst_html_options options;
  memset(&options, 0, sizeof options);
  options.any_charset = true;
  if (lua_isnoneornil(L, index)) return options;
  luaL_checktype(L, index, LUA_TTABLE);
  nstl_check_keys(L, index, names);
  options.charset.label = charset(L, index);
  if (options.charset.label) options.charset.label_size = strlen(options.charset.label);
  options.content = (nst_html_content)choice(L, index, "content", content);
  options.links = (nst_html_links)choice(L, index, "links", links);
  options.drop_captions = choice(L, index, "captions", keep_or_drop);
  options.drop_tables = choice(L, index, "tables", keep_or_drop);
  options.mark_lists = choice(L, index, "lists", lists);
  options.show_ruby = choice(L, index, "ruby", drop_or_keep);
  options.fold_pre = choice(L, index, "pre", pre);
  options.show_image_texts = choice(L, index, "images", images);
  options.show_hidden = choice(L, index, "hidden", drop_or_keep);
  options.most_bytes = limit(L, index, "most_bytes");
  options.most_depth = limit(L, index, "most_depth");
  options.most_attributes = limit(L, index, "most_attributes");
  return options;
}

/* -- Results -------------------------------------------------------------------- */

static void push_info(lua_State *L, const nst_html_info *info) {
  lua_createtable(L, 0, 8);
  if (info->title_size) {
    lua_pushlstring(L, info->title, info->title_size);
    lua_setfield(L, -2, "title");
  }
  lua_pushstring(L, info->charset.name);
  lua_setfield(L, -2, "charset");
  lua_pushstring(L, nst_charset_source_name(info->charset.source));
  lua_setfield(L, -2, "charset_source");
  nstl_set_number(L, "replaced", info->charset.replaced);
  nstl_set_number(L, "bytes_in", info->bytes_in);
  nstl_set_number(L, "bytes_out", info->bytes_out);
  lua_pushboolean(L, info->truncated);
  lua_setfield(L, -2, "truncated");
  lua_newtable(L);
  for (int kind = 0; kind < NST_HTML_DROPPED_KINDS; kind++)
    if (info->dropped[kind])
      nstl_set_number(L, nst_html_dropped_name((nst_html_dropped)kind), info->dropped[kind]);
  lua_setfield(L, -2, "dropped");
}

/* Pushes text and info, or nil and a message. */
static int push_result(lua_State *L, nst_status status, nst_buffer *text,
                       const nst_html_info *info) {
  if (status != NST_OK) {
    nst_buffer_free(text);
    return nstl_push_failure(L, status);
  }
  nstl_push_text(L, text);
  push_info(L, info);
  return 2;
}

static int clean(lua_State *L) {
  size_t size;
  const char *html = luaL_checklstring(L, 1, &size);
  nst_html_options options = check_options(L, 2);
  nst_html_info info;
  nst_buffer *text = nstl_new_buffer(L);
  return push_result(L, nst_html_text(html, size, &options, text, &info), text, &info);
}

/* -- Pages in parts ---------------------------------------------------------------- */

typedef struct box {
  nst_html_cleaner *cleaner; /* NULL once closed */
} box;

static nst_html_cleaner *check_cleaner(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_CLEANER);
  if (!self->cleaner) luaL_argerror(L, 1, "the cleaner is closed");
  return self->cleaner;
}

static int new_cleaner(lua_State *L) {
  nst_html_options options = check_options(L, 1);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_CLEANER);
  nstl_expect(L, nst_html_cleaner_create(&options, NULL, &self->cleaner));
  return 1;
}

static int feed(lua_State *L) {
  nst_html_cleaner *cleaner = check_cleaner(L);
  size_t size;
  const char *chunk = luaL_checklstring(L, 2, &size);
  nstl_expect(L, nst_html_cleaner_feed(cleaner, chunk, size));
  lua_settop(L, 1);
  return 1;
}

static int finish(lua_State *L) {
  nst_html_cleaner *cleaner = check_cleaner(L);
  nst_html_info info;
  nst_buffer *text = nstl_new_buffer(L);
  return push_result(L, nst_html_cleaner_finish(cleaner, text, &info), text, &info);
}

static int close_cleaner(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_CLEANER);
  nst_html_cleaner_destroy(self->cleaner);
  self->cleaner = NULL;
  return 0;
}

void nstl_open_buffer(lua_State *L) {
  static const luaL_Reg methods[] = {{NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", buffer_gc}, {NULL, NULL}};
  nstl_new_type(L, NSTL_BUFFER, methods, metamethods);
}

void nstl_open_clean(lua_State *L) {
  static const luaL_Reg methods[] = {
      {"feed", feed}, {"finish", finish}, {"close", close_cleaner}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__gc", close_cleaner}, {"__close", close_cleaner}, {NULL, NULL}};
  nstl_new_type(L, NSTL_CLEANER, methods, metamethods);
  lua_pushcfunction(L, clean);
  lua_setfield(L, -2, "clean");
  lua_pushcfunction(L, new_cleaner);
  lua_setfield(L, -2, "cleaner");
}
