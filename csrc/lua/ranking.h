/* ranking.h: what the files on ranking share. */
#ifndef NEWSSTAT_LUA_RANKING_H
#define NEWSSTAT_LUA_RANKING_H

#include "binding.h"
#include "core/ranking.h"

#define NSTL_RANKING "newsstat.ranking"
#define NSTL_STANDING_RULES "newsstat.standing_rules"

/* The rules behind the userdata at index; its lexicon lives as long. */
const nst_standing_rules *nstl_check_standing_rules(lua_State *L, int index);

/* The rules for forms: cover and least_share of the table at index. */
nst_form_rules nstl_check_form_rules(lua_State *L, int index);

/* The number in a field of the table at index; raises where there is none. */
lua_Number nstl_number_field(lua_State *L, int index, const char *name);

/* A field and where its number goes. */
typedef struct nstl_number {
  const char *name;
  double *number;
} nstl_number;

void nstl_read_numbers(lua_State *L, int index, const nstl_number *fields, size_t count);

/* A whole number from 0 to 2^32 - 1 in a field; raises where there is none. */
uint32_t nstl_count_field(lua_State *L, int index, const char *name);

/* The text in a field of the table at index, which lives as long as that stands there. */
nst_slice nstl_text_field(lua_State *L, int index, const char *name);

bool nstl_flag_field(lua_State *L, int index, const char *name);

#endif
