/* feed.c: core.feed(), the entries of RSS and Atom feeds. */
#include "binding.h"

typedef struct box {
  nst_feed *feed; /* NULL when closed */
} box;

static nst_feed *check_feed(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_FEED);
  luaL_argcheck(L, self->feed, 1, "the feed is closed");
  return self->feed;
}

static int feed_create(lua_State *L) {
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_FEED);
  nstl_expect(L, nst_feed_create(NULL, &self->feed));
  return 1;
}

/* feed:add(bytes): the next bytes, "" for no more; only when `next` gave nil */
static int feed_add(lua_State *L) {
  nst_feed *feed = check_feed(L);
  size_t size;
  const char *bytes = luaL_checklstring(L, 2, &size);
  nstl_push_companion(L, 1);
  lua_pushvalue(L, 2);
  lua_setfield(L, -2, "bytes"); /* alive until the next ones come */
  nst_feed_add(feed, bytes, size);
  return 0;
}

static const char *const field_names[NST_FEED_FIELDS] = {
    "title", "link", "id", "author", "language", "published", "updated", "content", "summary"};

static void push_fields(lua_State *L, const nst_feed_entry *entry) {
  for (size_t i = 0; i < NST_FEED_FIELDS; i++) {
    const nst_feed_text *text = entry->fields + i;
    if (!text->bytes) continue;
    lua_pushlstring(L, text->bytes, text->size);
    lua_setfield(L, -2, field_names[i]);
  }
}

/* Pushes a set of the names of those fields that are HTML. */
static void push_html(lua_State *L, const nst_feed_entry *entry) {
  lua_newtable(L);
  for (size_t i = 0; i < NST_FEED_FIELDS; i++) {
    if (!entry->fields[i].is_html) continue;
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, field_names[i]);
  }
}

static void push_categories(lua_State *L, const nst_feed_entry *entry) {
  lua_createtable(L, (int)entry->category_count, 0);
  for (size_t i = 0; i < entry->category_count; i++) {
    lua_pushlstring(L, entry->categories[i].bytes, entry->categories[i].size);
    lua_rawseti(L, -2, (int)i + 1);
  }
}

/* feed:next() -> { number =, line =, title =, …, html = set of fields, categories = list,
   damage =, damage_line = } | nil where bytes are needed, at the end, or with a message */
static int feed_next(lua_State *L) {
  const nst_feed_entry *entry;
  nst_status status = nst_feed_next(check_feed(L), &entry);
  if (status != NST_OK) return nstl_push_failure(L, status);
  if (!entry) return 0;
  lua_newtable(L);
  nstl_set_number(L, "number", entry->number);
  nstl_set_number(L, "line", entry->line);
  push_fields(L, entry);
  push_html(L, entry);
  lua_setfield(L, -2, "html");
  push_categories(L, entry);
  lua_setfield(L, -2, "categories");
  if (entry->damage) {
    lua_pushstring(L, entry->damage);
    lua_setfield(L, -2, "damage");
    nstl_set_number(L, "damage_line", entry->damage_line);
  }
  return 1;
}

/* feed:damage() -> sentence, line | nil */
static int feed_damage(lua_State *L) {
  size_t line;
  const char *damage = nst_feed_damage(check_feed(L), &line);
  if (!damage) return 0;
  lua_pushstring(L, damage);
  lua_pushinteger(L, (lua_Integer)line);
  return 2;
}

static int push_format(lua_State *L, nst_feed_format format) {
  if (format == NST_FEED_NONE) return 0;
  lua_pushstring(L, nst_feed_format_name(format));
  return 1;
}

/* feed:format() -> "rss" | "rdf" | "atom" | nil */
static int feed_format(lua_State *L) { return push_format(L, nst_feed_get_format(check_feed(L))); }

/* core.feed_format(bytes) -> as feed:format(), of a feed's beginning */
static int detect(lua_State *L) {
  size_t size;
  const char *bytes = luaL_checklstring(L, 1, &size);
  return push_format(L, nst_feed_detect(bytes, size));
}

static int feed_gc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_FEED);
  nst_feed_destroy(self->feed);
  self->feed = NULL;
  return 0;
}

void nstl_open_feed(lua_State *L) {
  static const luaL_Reg methods[] = {{"add", feed_add},       {"next", feed_next},
                                     {"damage", feed_damage}, {"format", feed_format},
                                     {"close", feed_gc},      {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", feed_gc}, {"__close", feed_gc}, {NULL, NULL}};
  nstl_new_type(L, NSTL_FEED, methods, metamethods);
  lua_pushcfunction(L, feed_create);
  lua_setfield(L, -2, "feed");
  lua_pushcfunction(L, detect);
  lua_setfield(L, -2, "feed_format");
}
