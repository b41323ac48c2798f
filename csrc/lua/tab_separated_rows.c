/* tab_separated_rows.c: core.tab_separated_rows(text) -> rows of an engine of SQL that answers with
   names and types of columns first | nil, message. */
#include "binding.h"

enum { MOST_COLUMNS = 64 };

/* Digits of which every number is one of 64 bits. */
enum { MOST_DIGITS = 18 };

typedef struct reader {
  const char *at, *end;
  bool is_number[MOST_COLUMNS];
  nst_buffer *text; /* of a field with escapes */
} reader;

/* The bytes up to a delimiter or to `end`, after which reading goes on behind the delimiter. */
static nst_slice until(const char **at, const char *end, char delimiter) {
  const char *found = memchr(*at, delimiter, (size_t)(end - *at));
  nst_slice part = {*at, (size_t)((found ? found : end) - *at)};
  *at = found ? found + 1 : end;
  return part;
}

/* The next line; false where there is none that ends. */
static bool next_line(reader *self, nst_slice *line) {
  if (self->at == self->end || !memchr(self->at, '\n', (size_t)(self->end - self->at)))
    return false;
  *line = until(&self->at, self->end, '\n');
  return true;
}

static bool begins_with(nst_slice text, const char *prefix) {
  size_t size = strlen(prefix);
  return text.size >= size && memcmp(text.bytes, prefix, size) == 0;
}

static bool is_number_type(nst_slice type) {
  static const char *const prefixes[] = {"UInt",          "Int",          "Float",
                                         "Nullable(UInt", "Nullable(Int", NULL};
  for (size_t i = 0; prefixes[i]; i++)
    if (begins_with(type, prefixes[i])) return true;
  return false;
}

static void read_types(reader *self, nst_slice line) {
  const char *at = line.bytes, *end = at + line.size;
  for (size_t column = 0; at < end && column < MOST_COLUMNS; column++)
    self->is_number[column] = is_number_type(until(&at, end, '\t'));
}

/* Pushes a number of few digits; false where the field is something else. */
static bool push_whole(lua_State *L, nst_slice field) {
  bool is_negative = field.size && field.bytes[0] == '-';
  size_t first = is_negative;
  if (field.size == first || field.size - first > MOST_DIGITS) return false;
  int64_t number = 0;
  for (size_t i = first; i < field.size; i++) {
    if (field.bytes[i] < '0' || field.bytes[i] > '9') return false;
    number = number * 10 + (field.bytes[i] - '0');
  }
  lua_pushinteger(L, (lua_Integer)(is_negative ? -number : number));
  return true;
}

static void push_text(lua_State *L, reader *self, nst_slice field) {
  if (!memchr(field.bytes, '\\', field.size)) {
    lua_pushlstring(L, field.bytes, field.size);
    return;
  }
  self->text->size = 0;
  nstl_expect(L, nst_tab_separated_read(field.bytes, field.size, self->text));
  lua_pushlstring(L, self->text->bytes, self->text->size);
}

static void push_field(lua_State *L, reader *self, nst_slice field, bool is_number) {
  if (field.size == 2 && memcmp(field.bytes, "\\N", 2) == 0) {
    lua_pushnil(L);
    return;
  }
  if (is_number && push_whole(L, field)) return;
  push_text(L, self, field);
  if (!is_number || !lua_isnumber(L, -1)) return;
  lua_pushnumber(L, lua_tonumber(L, -1));
  lua_remove(L, -2);
}

static void push_row(lua_State *L, reader *self, nst_slice line, size_t columns) {
  const char *at = line.bytes, *end = at + line.size;
  lua_createtable(L, (int)columns, 0);
  for (size_t column = 0; column < columns; column++) {
    push_field(L, self, until(&at, end, '\t'), self->is_number[column]);
    lua_rawseti(L, -2, (int)column + 1);
  }
}

static size_t count_columns(nst_slice line) {
  size_t columns = 1;
  for (size_t i = 0; i < line.size; i++) columns += line.bytes[i] == '\t';
  return columns;
}

static int rows(lua_State *L) {
  size_t size;
  const char *text = luaL_checklstring(L, 1, &size);
  reader self = {.at = text, .end = text + size, .text = nstl_new_buffer(L)};
  lua_newtable(L);
  nst_slice line;
  if (!next_line(&self, &line)) return 1;
  size_t columns = count_columns(line);
  if (columns > MOST_COLUMNS) {
    lua_pushnil(L);
    lua_pushliteral(L, "the answer has more columns than any that was asked for");
    return 2;
  }
  if (next_line(&self, &line)) read_types(&self, line);
  for (int number = 1; next_line(&self, &line); number++) {
    push_row(L, &self, line, columns);
    lua_rawseti(L, -2, number);
  }
  return 1;
}

void nstl_open_tab_separated_rows(lua_State *L) {
  lua_pushcfunction(L, rows);
  lua_setfield(L, -2, "tab_separated_rows");
}
