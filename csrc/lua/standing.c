/* standing.c: core.standing_rules(lexicon, rules), what makes a term one to be ranked, and
   core.owner_of(key). */
#include "ranking.h"

#include "index.h"

typedef struct box {
  nst_standing_rules rules;
} box;

/* -- Fields ------------------------------------------------------------------------------------ */

lua_Number nstl_number_field(lua_State *L, int index, const char *name) {
  lua_getfield(L, index, name);
  if (!lua_isnumber(L, -1)) luaL_error(L, "newsstat: number '%s' expected", name);
  lua_Number number = lua_tonumber(L, -1);
  lua_pop(L, 1);
  return number;
}

void nstl_read_numbers(lua_State *L, int index, const nstl_number *fields, size_t count) {
  for (size_t i = 0; i < count; i++)
    *fields[i].number = nstl_number_field(L, index, fields[i].name);
}

uint32_t nstl_count_field(lua_State *L, int index, const char *name) {
  lua_Number count = nstl_number_field(L, index, name);
  if (!(count >= 0 && count <= (lua_Number)UINT32_MAX))
    luaL_error(L, "newsstat: '%s' is no count", name);
  return (uint32_t)count;
}

nst_slice nstl_text_field(lua_State *L, int index, const char *name) {
  nst_slice text;
  lua_getfield(L, index, name);
  if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "newsstat: string '%s' expected", name);
  text.bytes = lua_tolstring(L, -1, &text.size);
  lua_pop(L, 1);
  return text;
}

bool nstl_flag_field(lua_State *L, int index, const char *name) {
  lua_getfield(L, index, name);
  bool flag = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return flag;
}

/* Copies a short text with its NUL. */
static void copy_text(lua_State *L, nst_slice text, char *out, size_t room) {
  if (text.size >= room) luaL_error(L, "newsstat: '%s' is too long", text.bytes);
  memcpy(out, text.bytes, text.size + 1);
}

/* -- Rules ------------------------------------------------------------------------------------- */

static void read_classes(lua_State *L, int index, nst_standing_rules *out) {
  lua_getfield(L, index, "classes");
  luaL_checktype(L, -1, LUA_TTABLE);
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    if (out->class_count == NST_MOST_CLASSES) luaL_error(L, "newsstat: too many classes");
    if (lua_type(L, -2) != LUA_TSTRING) luaL_error(L, "newsstat: tags must be strings");
    nst_tag_class *one = out->classes + out->class_count++;
    nst_slice tag;
    tag.bytes = lua_tolstring(L, -2, &tag.size);
    copy_text(L, tag, one->tag, sizeof one->tag);
    one->value = lua_tonumber(L, -1);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static void read_date_words(lua_State *L, int index, nst_standing_rules *out) {
  lua_getfield(L, index, "date_words");
  luaL_checktype(L, -1, LUA_TTABLE);
  size_t count = nstl_raw_length(L, -1);
  if (count > NST_MOST_DATE_WORDS) luaL_error(L, "newsstat: too many date_words");
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, -1, (int)i + 1);
    nst_slice word;
    word.bytes = luaL_checklstring(L, -1, &word.size);
    copy_text(L, word, out->date_words[i], sizeof out->date_words[i]);
    lua_pop(L, 1);
  }
  out->date_word_count = count;
  lua_pop(L, 1);
}

static void read_numbers(lua_State *L, int index, nst_standing_rules *out) {
  const nstl_number fields[] = {{"median_words", &out->median_words},
                                {"least_entropy", &out->least_entropy},
                                {"least_association", &out->least_association},
                                {"firm_association", &out->firm_association},
                                {"least_quoted", &out->least_quoted},
                                {"least_firmness", &out->least_firmness},
                                {"least_capitals", &out->least_capitals},
                                {"latin", &out->latin},
                                {"unlisted", &out->unlisted},
                                {"other", &out->other},
                                {"phrase", &out->phrase},
                                {"noun_phrase", &out->noun_phrase},
                                {"clause", &out->clause},
                                {"weak_start", &out->weak_start}};
  nstl_read_numbers(L, index, fields, sizeof fields / sizeof *fields);
}

/* core.standing_rules(lexicon, { the fields of nst_standing_rules; classes = { tag = number },
   date_words = list }) */
static int rules_create(lua_State *L) {
  const nst_lexicon *lexicon = nstl_check_lexicon(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_STANDING_RULES);
  nstl_keep(L, lua_gettop(L), 1);
  nst_standing_rules *rules = &self->rules;
  rules->lexicon = lexicon;
  read_numbers(L, 2, rules);
  read_classes(L, 2, rules);
  read_date_words(L, 2, rules);
  copy_text(L, nstl_text_field(L, 2, "noun_starts"), rules->noun_starts, sizeof rules->noun_starts);
  copy_text(L, nstl_text_field(L, 2, "noun_ends"), rules->noun_ends, sizeof rules->noun_ends);
  copy_text(L, nstl_text_field(L, 2, "weak_starts"), rules->weak_starts, sizeof rules->weak_starts);
  return 1;
}

const nst_standing_rules *nstl_check_standing_rules(lua_State *L, int index) {
  const box *self = nstl_check(L, index, NSTL_STANDING_RULES);
  return &self->rules;
}

/* -- Judging ----------------------------------------------------------------------------------- */

static int push_standing(lua_State *L, bool is_term, const nst_standing *standing) {
  if (!is_term) return 0;
  lua_pushnumber(L, standing->word_class);
  lua_pushnumber(L, standing->adaptation);
  lua_pushnumber(L, standing->firmness);
  lua_pushnumber(L, standing->common);
  return 4;
}

static nst_slice check_text(lua_State *L, int index) {
  nst_slice text;
  text.bytes = luaL_checklstring(L, index, &text.size);
  return text;
}

/* rules:judge(key, articles, repeating, is_word, words, capitals, quoted, entropy, association,
   ends_with_name, owner_articles, first_word, last_word), see nst_term_facts -> class, adaptation,
   firmness, common | nothing where it is no term to be ranked */
static int rules_judge(lua_State *L) {
  const nst_standing_rules *rules = nstl_check_standing_rules(L, 1);
  nst_term_facts facts = {.key = check_text(L, 2),
                          .articles = luaL_checknumber(L, 3),
                          .repeating = luaL_checknumber(L, 4),
                          .is_word = lua_toboolean(L, 5),
                          .has_several_words = luaL_checknumber(L, 6) > 1,
                          .capitals = luaL_checknumber(L, 7),
                          .quoted = luaL_checknumber(L, 8),
                          .entropy = luaL_checknumber(L, 9),
                          .association = luaL_checknumber(L, 10),
                          .ends_with_name = lua_toboolean(L, 11),
                          .owner_articles = luaL_checknumber(L, 12),
                          .first_word = check_text(L, 13),
                          .last_word = check_text(L, 14)};
  nst_standing standing;
  bool is_term = nst_judge_standing(rules, &facts, &standing);
  return push_standing(L, is_term, &standing);
}

/* rules:judge_indexed(index, term) -> as judge, of a term of an index */
static int rules_judge_indexed(lua_State *L) {
  const nst_standing_rules *rules = nstl_check_standing_rules(L, 1);
  const nstl_index *index = nstl_check_index(L, 2);
  uint32_t term = nstl_check_term(L, index, 3);
  nst_standing standing;
  bool is_term;
  nstl_expect(L, nst_index_judge(index->index, rules, term, &standing, &is_term));
  return push_standing(L, is_term, &standing);
}

/* core.owner_of(key) -> the name before a genitive's 's | nil */
static int owner_of(lua_State *L) {
  size_t size;
  const char *key = luaL_checklstring(L, 1, &size);
  size_t owner = nst_owner_size(key, size);
  if (!owner) return 0;
  lua_pushlstring(L, key, owner);
  return 1;
}

void nstl_open_standing(lua_State *L) {
  static const luaL_Reg methods[] = {
      {"judge", rules_judge}, {"judge_indexed", rules_judge_indexed}, {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{NULL, NULL}};
  nstl_new_type(L, NSTL_STANDING_RULES, methods, metamethods);
  lua_pushcfunction(L, rules_create);
  lua_setfield(L, -2, "standing_rules");
  lua_pushcfunction(L, owner_of);
  lua_setfield(L, -2, "owner_of");
}
