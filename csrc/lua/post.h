/* post.h: what other bindings need of saved posts. */
#ifndef NEWSSTAT_LUA_POST_H
#define NEWSSTAT_LUA_POST_H

#include "binding.h"

/* The post that the reader at index took last; raises where it took none. */
const nst_post *nstl_check_post(lua_State *L, int index);

#endif
