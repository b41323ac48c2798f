/* word_uses.c: corpus:each_word(articles), all uses of all words as rows for a store. */
#include "corpus.h"

typedef struct walk {
  const nstl_corpus *corpus;
  nst_word_use *uses; /* NULL when freed */
  size_t count, at;
  nst_buffer text; /* a list, while it is written */
} walk;

static int walk_release(lua_State *L) {
  walk *self = nstl_check(L, 1, NSTL_WORD_USES);
  if (self->uses) nst_word_uses_free(NULL, self->uses, self->count);
  self->uses = NULL;
  nst_buffer_free(&self->text);
  return 0;
}

typedef nst_status list_writer(const nst_word_use *uses, size_t count, nst_buffer *out);

static void push_list(lua_State *L, walk *self, const nst_word_use *uses, size_t count,
                      list_writer *write) {
  self->text.size = 0;
  nstl_expect(L, write(uses, count, &self->text));
  lua_pushlstring(L, self->text.bytes, self->text.size);
}

static int walk_next(lua_State *L) {
  walk *self = nstl_check(L, 1, NSTL_WORD_USES);
  luaL_argcheck(L, self->corpus->corpus, 1, "the corpus is closed");
  if (self->at == self->count) return 0;
  const nst_word_use *uses = self->uses + self->at;
  size_t count = 1, size;
  while (self->at + count < self->count && uses[count].word == uses->word) count++;
  self->at += count;
  const char *key = nst_corpus_word(self->corpus->corpus, uses->word, &size);
  lua_pushlstring(L, key, size);
  const char *base = nst_corpus_word_base(self->corpus->corpus, uses->word, &size);
  lua_pushlstring(L, base ? base : "", base ? size : 0);
  push_list(L, self, uses, count, nst_word_uses_write_postings);
  push_list(L, self, uses, count, nst_word_uses_write_positions);
  return 4;
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

int nstl_corpus_each_word(lua_State *L) {
  nstl_corpus *corpus = nstl_check_corpus(L, 1);
  size_t count;
  uint32_t *articles = read_articles(L, corpus->corpus, &count);
  walk *self = nstl_new_userdata(L, sizeof *self, NSTL_WORD_USES);
  nst_buffer_init(&self->text, NULL);
  self->corpus = corpus;
  nstl_keep(L, lua_gettop(L), 1);
  nstl_expect(
      L, nst_corpus_list_uses(corpus->corpus, articles, count, NULL, &self->uses, &self->count));
  return 1;
}

void nstl_open_word_uses(lua_State *L) {
  static const luaL_Reg methods[] = {{NULL, NULL}};
  static const luaL_Reg metamethods[] = {
      {"__gc", walk_release}, {"__call", walk_next}, {NULL, NULL}};
  nstl_new_type(L, NSTL_WORD_USES, methods, metamethods);
}
