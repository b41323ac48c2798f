/* large_blocks.h: pages of the system, many at once.  A page that is touched first costs a fault,
   which on virtual machines takes many times what it takes to make the page.  Large blocks of
   memory straight from the system, on its large pages where it has them: one fault of a page stands
   for 512, and look-ups all over a table seldom wait for the address of a page. */
#ifndef NEWSSTAT_LARGE_BLOCKS_H
#define NEWSSTAT_LARGE_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

enum { NST_LARGE_BLOCK = 2 << 20 };

/* Whether a block of that size is one of these. */
bool nst_is_large_block(size_t size);

/* Zero bytes, or NULL. */
void *nst_large_block_allocate(size_t size);
void nst_large_block_release(void *memory, size_t size);

/* Makes the whole pages of smaller memory real that is about to be written. */
void nst_ask_for_pages(void *memory, size_t size);

#endif
