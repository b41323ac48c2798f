/* page.c: core.page_facts(html), what a page tells of itself; core.language(lexicon,
   text). */
#include "binding.h"
#include "core/page_facts.h"

typedef struct box {
  nst_page_facts *facts; /* NULL once they are in the table */
} box;

static const char *const kind_names[NST_PAGE_KINDS] = {
    "titles", "languages", "bases", "meta", "links", "json_ld", "times", "spans", "lines"};

static void set_hints(lua_State *L, uint32_t hints) {
  static const char *const names[] = {"date",    "modified", "author", "editor", "source", "title",
                                      "heading", "comment",  "side",   "footer", "crumb"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!(hints >> i & 1)) continue;
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, names[i]);
  }
}

static void set_signs(lua_State *L, uint32_t signs) {
  static const char *const names[] = {"has_date",   "has_author",      "has_source",
                                      "has_editor", "has_word",        "has_caption",
                                      "has_arrow",  "has_punctuation", "has_han"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!(signs >> i & 1)) continue;
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, names[i]);
  }
}

static void push_fact(lua_State *L, const nst_page_fact *fact) {
  lua_newtable(L);
  lua_pushlstring(L, fact->value.bytes, fact->value.size);
  lua_setfield(L, -2, "value");
  if (fact->name.size) {
    lua_pushlstring(L, fact->name.bytes, fact->name.size);
    lua_setfield(L, -2, "name");
  }
  if (fact->kind < NST_PAGE_TIME) return;
  set_hints(L, fact->hints);
  nstl_set_number(L, "place", fact->place);
  if (fact->kind == NST_PAGE_TIME) return;
  nstl_set_number(L, "number", fact->number);
  if (fact->kind != NST_PAGE_LINE) return;
  nstl_set_number(L, "size", fact->size);
  nstl_set_number(L, "link_size", fact->link_size);
  set_signs(L, fact->signs);
}

/* core.page_facts(html) -> { titles = list, languages =, bases =, meta =, links =, json_ld =,
   times =, spans =, lines =, text_size = } of facts { value =, name =, place =, number =, size =,
   link_size =, and true for each hint: date =, modified =, author =, …, and for what a line
   has: has_date =, has_author =, … }, as page_facts.h tells */
static int page_facts(lua_State *L) {
  size_t size, count, text_size;
  const char *html = luaL_checklstring(L, 1, &size);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_PAGE_FACTS);
  nstl_expect(L, nst_page_facts_read(html, size, NULL, &self->facts));
  const nst_page_fact *list = nst_page_facts_list(self->facts, &count, &text_size);
  int places[NST_PAGE_KINDS] = {0};
  lua_newtable(L);
  int result = lua_gettop(L);
  nstl_set_number(L, "text_size", text_size);
  for (size_t kind = 0; kind < NST_PAGE_KINDS; kind++) {
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, result, kind_names[kind]);
  }
  for (size_t i = 0; i < count; i++) {
    push_fact(L, list + i);
    lua_rawseti(L, result + 1 + (int)list[i].kind, ++places[list[i].kind]);
  }
  nst_page_facts_destroy(self->facts);
  self->facts = NULL;
  lua_settop(L, result);
  return 1;
}

static int page_facts_gc(lua_State *L) {
  box *self = nstl_check(L, 1, NSTL_PAGE_FACTS);
  nst_page_facts_destroy(self->facts);
  self->facts = NULL;
  return 0;
}

/* core.language(lexicon, text) -> "zh-Hans" … | nil */
static int language(lua_State *L) {
  size_t size;
  const nst_lexicon *lexicon = nstl_check_lexicon(L, 1);
  const char *text = luaL_checklstring(L, 2, &size);
  lua_pushstring(L, nst_text_language(lexicon, text, size));
  return 1;
}

void nstl_open_page(lua_State *L) {
  static const luaL_Reg methods[] = {{NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", page_facts_gc}, {NULL, NULL}};
  nstl_new_type(L, NSTL_PAGE_FACTS, methods, metamethods);
  lua_pushcfunction(L, page_facts);
  lua_setfield(L, -2, "page_facts");
  lua_pushcfunction(L, language);
  lua_setfield(L, -2, "language");
}
