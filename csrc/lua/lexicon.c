/* lexicon.c: core.lexicon([path]), the word list behind segmenters, and compiling one. */
#include "binding.h"

#include <errno.h>
#include <inttypes.h>

typedef struct box {
  nst_lexicon *lexicon;
} box;

const nst_lexicon *nstl_check_lexicon(lua_State *L, int index) {
  box *self = nstl_check(L, index, NSTL_LEXICON);
  luaL_argcheck(L, self->lexicon, index, "the lexicon is closed");
  return self->lexicon;
}

static int lexicon_open(lua_State *L) {
  const char *path = luaL_optstring(L, 1, NULL);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_LEXICON);
  nst_status status = path ? nst_lexicon_open_file(path, NULL, &self->lexicon)
                           : nst_lexicon_open_builtin(NULL, &self->lexicon);
  if (status == NST_OK) return 1;
  const char *reason = status == NST_SYSTEM ? strerror(errno) : nst_status_text(status);
  lua_pushnil(L);
  lua_pushfstring(L, "%s: %s", path ? path : "the built-in lexicon", reason);
  return 2;
}

/* lexicon:find(word) -> cost, tag | nil */
static int lexicon_find(lua_State *L) {
  const nst_lexicon *lexicon = nstl_check_lexicon(L, 1);
  size_t size;
  const char *word = luaL_checklstring(L, 2, &size);
  double cost;
  const char *tag;
  if (!nst_lexicon_find(lexicon, word, size, &cost, &tag)) return 0;
  lua_pushnumber(L, cost);
  lua_pushstring(L, tag);
  return 2;
}

static int lexicon_unknown_cost(lua_State *L) {
  lua_pushnumber(L, nst_lexicon_unknown_cost(nstl_check_lexicon(L, 1)));
  return 1;
}

/* lexicon:fold(word) -> key */
static int lexicon_fold(lua_State *L) {
  const nst_lexicon *lexicon = nstl_check_lexicon(L, 1);
  size_t size;
  const char *word = luaL_checklstring(L, 2, &size);
  nst_buffer *key = nstl_new_buffer(L);
  nst_status status = nst_lexicon_fold(lexicon, word, size, key);
  if (status != NST_OK) return nstl_push_failure(L, status);
  nstl_push_text(L, key);
  return 1;
}

/* lexicon:facts() -> { words =, characters =, tags =, longest =, size =, version =, checksum = in
   hexadecimal digits } */
static int lexicon_facts(lua_State *L) {
  nst_lexicon_facts facts = nst_lexicon_describe(nstl_check_lexicon(L, 1));
  lua_newtable(L);
  nstl_set_number(L, "words", facts.words);
  nstl_set_number(L, "characters", facts.characters);
  nstl_set_number(L, "tags", facts.tags);
  nstl_set_number(L, "longest", facts.longest);
  nstl_set_number(L, "size", facts.size);
  nstl_set_number(L, "version", facts.version);
  char checksum[17];
  snprintf(checksum, sizeof checksum, "%016" PRIx64, facts.checksum);
  lua_pushstring(L, checksum);
  lua_setfield(L, -2, "checksum");
  return 1;
}

/* lexicon:compile(words [, extend]) -> image, { words =, same =, never_found =, first_never_found =
   } | nil, message, the number of the bad line or nil */
static int lexicon_compile(lua_State *L) {
  const nst_lexicon *base = nstl_check_lexicon(L, 1);
  size_t size;
  const char *words = luaL_checklstring(L, 2, &size);
  lua_settop(L, 3);
  nst_buffer *image = nstl_new_buffer(L);
  nst_compile_report report;
  nst_status status = nst_lexicon_compile(base, words, size, lua_toboolean(L, 3), image, &report);
  if (status == NST_BAD_LINE) {
    lua_pushnil(L);
    lua_pushstring(L, report.reason);
    if (!report.lines) return 2;
    lua_pushinteger(L, (lua_Integer)report.lines);
    return 3;
  }
  if (status != NST_OK) return nstl_push_failure(L, status);
  nstl_push_text(L, image);
  lua_newtable(L);
  nstl_set_number(L, "words", report.words);
  nstl_set_number(L, "same", report.same);
  nstl_set_number(L, "never_found", report.never_found);
  nstl_set_number(L, "first_never_found", report.first_never_found);
  return 2;
}

static int lexicon_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)nst_lexicon_size(nstl_check_lexicon(L, 1)));
  return 1;
}

static int lexicon_tostring(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_LEXICON);
  if (self->lexicon)
    lua_pushfstring(L, "newsstat.lexicon: %d words", (int)nst_lexicon_size(self->lexicon));
  else
    lua_pushliteral(L, "newsstat.lexicon: closed");
  return 1;
}

static int lexicon_gc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_LEXICON);
  nst_lexicon_close(self->lexicon);
  self->lexicon = NULL;
  return 0;
}

void nstl_open_lexicon(lua_State *L) {
  static const luaL_Reg methods[] = {{"compile", lexicon_compile},
                                     {"facts", lexicon_facts},
                                     {"find", lexicon_find},
                                     {"fold", lexicon_fold},
                                     {"unknown_cost", lexicon_unknown_cost},
                                     {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", lexicon_gc},
                                         {"__len", lexicon_length},
                                         {"__tostring", lexicon_tostring},
                                         {NULL, NULL}};
  nstl_new_type(L, NSTL_LEXICON, methods, metamethods);
  lua_pushcfunction(L, lexicon_open);
  lua_setfield(L, -2, "lexicon");
}
