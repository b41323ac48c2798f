/* memory.h: the allocator behind every object of the core, growing arrays and
   an arena for strings that live as long as their owner. */
#ifndef NEWSSTAT_MEMORY_H
#define NEWSSTAT_MEMORY_H

#include "newsstat.h"

/* The caller's allocator, or libc's where it is NULL. */
nst_allocator nst_allocator_or_default(const nst_allocator *allocator);

/* size zero bytes, or NULL; size > 0. */
void *nst_allocate_zeroed(const nst_allocator *allocator, size_t size);

/* Frees memory; NULL is fine. */
void nst_release(const nst_allocator *allocator, void *memory, size_t size);

/* Makes room for `needed` elements of `width` bytes in an array of *capacity,
   at least doubling it, and to a large block at once where it comes near one.
   On failure the array is as it was. */
nst_status nst_array_reserve(const nst_allocator *allocator, void **array, size_t *capacity,
                             size_t needed, size_t width);

/* Strings packed into large blocks, all freed at once. */
typedef struct nst_arena_block nst_arena_block;

typedef struct nst_arena {
  nst_arena_block *blocks; /* the newest first */
  size_t used;             /* bytes used of the newest */
  nst_allocator allocator;
} nst_arena;

void nst_arena_init(nst_arena *arena, const nst_allocator *allocator);
void nst_arena_free(nst_arena *arena);

/* A copy of bytes, or NULL.  Not ended by NUL; not aligned. */
char *nst_arena_copy(nst_arena *arena, const char *bytes, size_t size);

/* Room for size bytes aligned for any object, or NULL. */
void *nst_arena_allocate(nst_arena *arena, size_t size);

#endif
