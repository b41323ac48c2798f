/* post.h: what other bindings need of saved posts. */
#ifndef NEWSSTAT_LUA_POST_H
#define NEWSSTAT_LUA_POST_H

#include "binding.h"

/* The file of the post that the reader at index took last, which is the reader's, and can be asked
   for no more; raises where it took none. */
const nst_post_file *nstl_take_post(lua_State *L, int index);

#endif
