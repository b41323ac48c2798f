/* module.c: the table that `require` gets.  The object's name tells the Lua
   it was built for, so that objects for several Luas can lie side by side. */
#include "binding.h"

#if LUA_VERSION_NUM >= 504
#define NSTL_OPEN luaopen_newsstat_core54
#elif LUA_VERSION_NUM == 503
#define NSTL_OPEN luaopen_newsstat_core53
#elif LUA_VERSION_NUM == 502
#define NSTL_OPEN luaopen_newsstat_core52
#else
#define NSTL_OPEN luaopen_newsstat_core51
#endif

__attribute__((visibility("default"))) int NSTL_OPEN(lua_State *L);

int NSTL_OPEN(lua_State *L) {
  lua_newtable(L);
  nstl_open_buffer(L);
  nstl_open_charset(L);
  nstl_open_clean(L);
  nstl_open_feed(L);
  nstl_open_json(L);
  nstl_open_lexicon(L);
  nstl_open_segmenter(L);
  nstl_open_words(L);
  nstl_open_word_set(L);
  nstl_open_word_uses(L);
  nstl_open_terms(L);
  nstl_open_document(L);
  nstl_open_counter(L);
  nstl_open_corpus(L);
  nstl_open_furniture(L);
  nstl_open_index(L);
  nstl_open_statistics(L);
  nstl_open_standing(L);
  nstl_open_strings(L);
  nstl_open_forms(L);
  nstl_open_ranking(L);
  nstl_open_pipeline(L);
  nstl_open_tab_separated(L);
  nstl_open_tab_separated_rows(L);
  nstl_open_threads(L);
  nstl_open_title_series(L);
  nstl_open_page(L);
  nstl_open_post(L);
  nstl_open_postings(L);
  nstl_open_warc(L);
  nstl_open_zone(L);
  nstl_open_system(L);
  return 1;
}
