/* post.c: core.post_reader(options), saved posts of files, read in threads. */
#include "post.h"
#include "threads.h"

#define NSTL_POST_READER "newsstat.post_reader"

typedef struct box {
  nst_post_reader *reader; /* NULL when closed */
  nstl_asking asking;
  const nst_post_file *file; /* that was taken last, or NULL */
} box;

static box *check_reader(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_POST_READER);
  luaL_argcheck(L, self->reader, 1, "the reader is closed");
  self->asking.L = L;
  return self;
}

static const nst_post_file *check_file(lua_State *L, int index) {
  const box *self = nstl_check(L, index, NSTL_POST_READER);
  luaL_argcheck(L, self->reader && self->file && self->file->is_post, index, "it took no post");
  return self->file;
}

const nst_post_file *nstl_take_post(lua_State *L, int index) {
  const nst_post_file *file = check_file(L, index);
  box *self = nstl_check(L, index, NSTL_POST_READER);
  self->file = NULL;
  return file;
}

/* core.post_reader([threads [, now [, clean]]]): now in seconds, nil for the clock's; clean: texts
   are made too */
static int reader_create(lua_State *L) {
  lua_Number count = nstl_check_threads(L, 1);
  nst_post_reader_options options = {(int64_t)luaL_optnumber(L, 2, 0), lua_toboolean(L, 3)};
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_POST_READER);
  nst_threads threads = nstl_threads(L, &self->asking, count);
  nstl_expect(L, nst_post_reader_create(&options, &threads, NULL, &self->reader));
  return 1;
}

/* reader:is_full() -> whether one has to be taken before the next is added */
static int reader_is_full(lua_State *L) {
  lua_pushboolean(L, nst_post_reader_is_full(check_reader(L)->reader));
  return 1;
}

/* reader:add(path) */
static int reader_add(lua_State *L) {
  box *self = check_reader(L);
  size_t size;
  const char *path = luaL_checklstring(L, 2, &size);
  luaL_argcheck(L, strlen(path) == size, 2, "a path without NUL expected");
  nstl_expect(L, nst_post_reader_add(self->reader, path));
  return 0;
}

/* reader:next() -> path, whether it is a post; nil where there is no file more */
static int reader_next(lua_State *L) {
  box *self = check_reader(L);
  self->file = NULL;
  nst_status status = nst_post_reader_next(self->reader, &self->file);
  nstl_expect_all(L, &self->asking, status);
  if (!self->file) return 0;
  lua_pushstring(L, self->file->path);
  lua_pushboolean(L, self->file->is_post);
  return 2;
}

/* -- The post ------------------------------------------------------------------------------ */

static void set_slice(lua_State *L, const char *name, nst_slice slice) {
  nstl_push_slice(L, slice);
  lua_setfield(L, -2, name);
}

static nst_slice source_of(const nst_post *post) {
  return (nst_slice){post->source, post->source_size};
}

/* reader:facts() -> time, whether that is by the clock of an unnamed zone, source, title, url of
   the post that was taken */
static int reader_facts(lua_State *L) {
  const nst_post *post = &check_file(L, 1)->post;
  lua_pushinteger(L, (lua_Integer)post->time);
  lua_pushboolean(L, post->is_local);
  nstl_push_slice(L, source_of(post));
  nstl_push_slice(L, post->title);
  nstl_push_slice(L, post->url);
  return 5;
}

static void push_list(lua_State *L, const nst_slice *items, size_t count) {
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    nstl_push_slice(L, items[i]);
    lua_rawseti(L, -2, (int)i + 1);
  }
}

static void push_fields(lua_State *L, const nst_post *post) {
  lua_createtable(L, 0, (int)post->field_count);
  for (size_t i = 0; i < post->field_count; i++) {
    const nst_post_field *field = post->fields + i;
    nstl_push_slice(L, field->key);
    if (field->is_list)
      push_list(L, post->items + field->first_item, field->item_count);
    else
      nstl_push_slice(L, field->value);
    lua_rawset(L, -3);
  }
}

/* reader:article() -> fields of newsstat.article, as they stand in the post that was taken: without
   tags, and time by a clock where facts() says so; html where no text was asked for */
static int reader_article(lua_State *L) {
  const nst_post_file *file = check_file(L, 1);
  const nst_post *post = &file->post;
  lua_createtable(L, 0, 16);
  lua_pushstring(L, file->path);
  lua_setfield(L, -2, "path");
  set_slice(L, "title", post->title);
  set_slice(L, "url", post->url);
  set_slice(L, "author", post->author);
  set_slice(L, "source", source_of(post));
  set_slice(L, file->text.bytes ? "text" : "html", file->text.bytes ? file->text : post->html);
  lua_pushinteger(L, (lua_Integer)post->time);
  lua_setfield(L, -2, "time");
  lua_pushstring(L, nst_post_time_name(post->time_source));
  lua_setfield(L, -2, "time_source");
  lua_pushliteral(L, "UTF-8");
  lua_setfield(L, -2, "charset");
  lua_pushstring(L, nst_charset_source_name(post->charset_source));
  lua_setfield(L, -2, "charset_source");
  push_fields(L, post);
  lua_setfield(L, -2, "fields");
  return 1;
}

static int reader_close(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_POST_READER);
  nst_post_reader_destroy(self->reader);
  self->reader = NULL;
  return 0;
}

void nstl_open_post(lua_State *L) {
  static const luaL_Reg methods[] = {{"is_full", reader_is_full},
                                     {"add", reader_add},
                                     {"next", reader_next},
                                     {"facts", reader_facts},
                                     {"article", reader_article},
                                     {"close", reader_close},
                                     {NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__gc", reader_close}, {"__close", reader_close}, {NULL, NULL}};
  nstl_new_type(L, NSTL_POST_READER, methods, metamethods);
  lua_pushcfunction(L, reader_create);
  lua_setfield(L, -2, "post_reader");
}
