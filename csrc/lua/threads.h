/* threads.h: how functions of the core that take long ask whether they should go on. */
#ifndef NEWSSTAT_LUA_THREADS_H
#define NEWSSTAT_LUA_THREADS_H

#include "binding.h"

/* What asking needs: the state that is in the call at hand. */
typedef struct nstl_asking {
  lua_State *L;
  bool failed; /* and the error is on top of the stack */
} nstl_asking;

/* Threads for a call.  While it lasts a Lua function is called now and then, so that an
   interpreter's hook for interrupts comes to its turn; what that raises ends the call with
   NST_CANCELLED. */
nst_threads nstl_threads(lua_State *L, nstl_asking *asking, lua_Number count);

/* The number of threads at index, 1 where it is none or nil; raises below 1. */
lua_Number nstl_check_threads(lua_State *L, int index);

/* Raises for a status other than NST_OK: what the function raised, where that ended the call. */
void nstl_expect_all(lua_State *L, const nstl_asking *asking, nst_status status);

#endif
