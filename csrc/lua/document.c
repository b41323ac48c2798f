/* document.c: terms:document(text), the terms of one text. */
#include "binding.h"

nstl_document *nstl_test_document(lua_State *L, int index) {
  nstl_document *self = nstl_test_userdata(L, index, NSTL_DOCUMENT);
  if (self)
    luaL_argcheck(L, self->document && self->terms->vocabulary, index, "the document is closed");
  return self;
}

static nstl_document *check_document(lua_State *L, int index) {
  nstl_check(L, index, NSTL_DOCUMENT);
  return nstl_test_document(L, index);
}

int nstl_new_document(lua_State *L) {
  nstl_terms *terms = nstl_check_terms(L, 1);
  size_t size;
  const char *text = luaL_checklstring(L, 2, &size);
  nstl_document *self = nstl_new_userdata(L, sizeof *self, NSTL_DOCUMENT);
  nstl_keep(L, lua_gettop(L), 1);
  self->terms = terms;
  nstl_expect(L, nst_document_create(terms->vocabulary, NULL, &self->document));
  nst_status status = nst_document_add_text(self->document, nstl_terms_segmenter(L, terms),
                                            &terms->rules, text, size);
  return status == NST_OK ? 1 : nstl_push_failure(L, status);
}

/* document:list() -> list of { term =, count =, first = } in order of first use */
static int document_list(lua_State *L) {
  nstl_document *self = check_document(L, 1);
  size_t count;
  const nst_occurrence *terms = nst_document_terms(self->document, &count);
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    size_t size;
    const char *key = nst_vocabulary_key(self->terms->vocabulary, terms[i].term, &size);
    lua_createtable(L, 0, 3);
    lua_pushlstring(L, key, size);
    lua_setfield(L, -2, "term");
    lua_pushinteger(L, (lua_Integer)terms[i].count);
    lua_setfield(L, -2, "count");
    lua_pushinteger(L, (lua_Integer)terms[i].first + 1);
    lua_setfield(L, -2, "first");
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}

/* document:total() -> uses of terms, words */
static int document_total(lua_State *L) {
  nstl_document *self = check_document(L, 1);
  lua_pushinteger(L, (lua_Integer)nst_document_uses(self->document));
  lua_pushinteger(L, (lua_Integer)nst_document_words(self->document));
  return 2;
}

static int document_length(lua_State *L) {
  size_t count;
  nst_document_terms(check_document(L, 1)->document, &count);
  lua_pushinteger(L, (lua_Integer)count);
  return 1;
}

static int document_tostring(lua_State *L) {
  size_t count;
  nst_document_terms(check_document(L, 1)->document, &count);
  lua_pushfstring(L, "newsstat.document: %d terms", (int)count);
  return 1;
}

static int document_close(lua_State *L) {
  nstl_document *self = nstl_check(L, 1, NSTL_DOCUMENT);
  nst_document_destroy(self->document);
  self->document = NULL;
  return 0;
}

void nstl_open_document(lua_State *L) {
  static const luaL_Reg methods[] = {
      {"list", document_list}, {"total", document_total}, {"close", document_close}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", document_close},
                                         {"__close", document_close},
                                         {"__len", document_length},
                                         {"__tostring", document_tostring},
                                         {NULL, NULL}};
  nstl_new_type(L, NSTL_DOCUMENT, methods, metamethods);
}
