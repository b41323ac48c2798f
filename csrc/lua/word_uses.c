/* word_uses.c: corpus:list_uses(articles), all uses of all words as rows for a store. */
#include "corpus.h"

#include <stdio.h>

typedef struct uses_box {
  const nst_corpus *corpus;
  nst_word_use *uses; /* NULL when freed */
  size_t count;
} uses_box;

static int box_gc(lua_State *L) {
  uses_box *self = nstl_check(L, 1, NSTL_WORD_USES);
  if (self->uses) nst_word_uses_free(self->corpus, self->uses, self->count);
  self->uses = NULL;
  return 0;
}

static void append_number(lua_State *L, nst_buffer *out, size_t number) {
  char digits[24];
  int size = snprintf(digits, sizeof digits, out->size > 1 ? ",%zu" : "%zu", number);
  nstl_expect(L, nst_buffer_append(out, digits, (size_t)size));
}

/* The uses of one word as two lists in JSON: places from 1 and uses in turns; positions, in each
   article the first one, then differences. */
static void set_lists(lua_State *L, const nst_word_use *uses, size_t count) {
  nst_buffer *postings = nstl_new_buffer(L), *positions = nstl_new_buffer(L);
  nstl_expect(L, nst_buffer_append(postings, "[", 1));
  nstl_expect(L, nst_buffer_append(positions, "[", 1));
  lua_Integer articles = 0;
  for (size_t i = 0, first = 0; i < count; i++) {
    bool begins = i == first;
    append_number(L, positions, uses[i].position - (begins ? 0 : uses[i - 1].position));
    if (i + 1 < count && uses[i + 1].article == uses[i].article) continue;
    append_number(L, postings, uses[i].article + (size_t)1);
    append_number(L, postings, i + 1 - first);
    first = i + 1;
    articles++;
  }
  nstl_expect(L, nst_buffer_append(postings, "]", 1));
  nstl_expect(L, nst_buffer_append(positions, "]", 1));
  int row = lua_gettop(L) - 2;
  nstl_push_text(L, postings);
  lua_rawseti(L, row, 4);
  nstl_push_text(L, positions);
  lua_rawseti(L, row, 5);
  lua_settop(L, row);
  lua_pushinteger(L, articles);
  lua_rawseti(L, row, 3);
}

/* A row: key, base or "", articles, postings, positions. */
static void push_row(lua_State *L, const nst_corpus *corpus, const nst_word_use *uses,
                     size_t count) {
  size_t size;
  const char *key = nst_corpus_word(corpus, uses->word, &size);
  lua_createtable(L, 5, 0);
  lua_pushlstring(L, key, size);
  lua_rawseti(L, -2, 1);
  const char *base = nst_corpus_word_base(corpus, uses->word, &size);
  lua_pushlstring(L, base ? base : "", base ? size : 0);
  lua_rawseti(L, -2, 2);
  set_lists(L, uses, count);
}

static uint32_t *read_articles(lua_State *L, const nst_corpus *corpus, size_t *count) {
  luaL_checktype(L, 2, LUA_TTABLE);
  *count = nstl_raw_length(L, 2);
  uint32_t *articles = lua_newuserdata(L, (*count + 1) * sizeof *articles);
  for (size_t i = 0; i < *count; i++) {
    lua_rawgeti(L, 2, (int)i + 1);
    lua_Number number = lua_tonumber(L, -1);
    luaL_argcheck(L, number >= 1 && number <= (lua_Number)nst_corpus_size(corpus), 2,
                  "no such article");
    articles[i] = (uint32_t)number - 1;
    lua_pop(L, 1);
  }
  return articles;
}

int nstl_corpus_list_uses(lua_State *L) {
  nstl_corpus *self = nstl_check_corpus(L, 1);
  size_t count;
  uint32_t *articles = read_articles(L, self->corpus, &count);
  uses_box *box = nstl_new_userdata(L, sizeof *box, NSTL_WORD_USES);
  nstl_keep(L, lua_gettop(L), 1);
  box->corpus = self->corpus;
  nstl_expect(L, nst_corpus_list_uses(self->corpus, articles, count, &box->uses, &box->count));
  lua_newtable(L);
  for (size_t first = 0, last, rows = 0; first < box->count; first = last) {
    for (last = first; last < box->count && box->uses[last].word == box->uses[first].word;) last++;
    push_row(L, self->corpus, box->uses + first, last - first);
    lua_rawseti(L, -2, (int)++rows);
  }
  nst_word_uses_free(self->corpus, box->uses, box->count);
  box->uses = NULL;
  return 1;
}

void nstl_open_word_uses(lua_State *L) {
  static const luaL_Reg methods[] = {{NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", box_gc}, {NULL, NULL}};
  nstl_new_type(L, NSTL_WORD_USES, methods, metamethods);
}
