#if defined(__linux__)
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, madvise */
#endif
#include "large_blocks.h"

#include <stdint.h>
#include <sys/mman.h>

/* The sanitizers know of what malloc gives only. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define NST_MALLOC_ALONE
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || !defined(MADV_HUGEPAGE)
#define NST_MALLOC_ALONE
#endif

#if defined(NST_MALLOC_ALONE) || !defined(MADV_POPULATE_WRITE)

void nst_ask_for_pages(void *memory, size_t size) {
  (void)memory;
  (void)size;
}

#else

void nst_ask_for_pages(void *memory, size_t size) {
  enum { PAGE = 1 << 12, WORTH_A_CALL = 4 * PAGE };
  size_t before = -(uintptr_t)memory & (PAGE - 1);
  if (size < before + WORTH_A_CALL) return;
  /* A system that does not know of it, or is short of memory, gives them one by one. */
  madvise((char *)memory + before, (size - before) & ~(size_t)(PAGE - 1), MADV_POPULATE_WRITE);
}

#endif

#ifdef NST_MALLOC_ALONE

bool nst_is_large_block(size_t size) {
  (void)size;
  return false;
}

void *nst_large_block_allocate(size_t size) {
  (void)size;
  return NULL;
}

void nst_large_block_release(void *memory, size_t size) {
  (void)memory;
  (void)size;
}

#else

bool nst_is_large_block(size_t size) { return size >= NST_LARGE_BLOCK; }

static size_t in_pages(size_t size) {
  enum { PAGE = 1 << 16 }; /* the largest page that a system counts in */
  return (size + PAGE - 1) & ~(size_t)(PAGE - 1);
}

void *nst_large_block_allocate(size_t size) {
  if (size > PTRDIFF_MAX - 2 * (size_t)NST_LARGE_BLOCK) return NULL;
  size_t wanted = in_pages(size), room = wanted + NST_LARGE_BLOCK;
  char *mapped = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) return NULL;
  size_t before = -(uintptr_t)mapped & (NST_LARGE_BLOCK - 1), behind = room - before - wanted;
  if (before) munmap(mapped, before);
  if (behind) munmap(mapped + before + wanted, behind);
  char *block = mapped + before;
  madvise(block, wanted, MADV_HUGEPAGE); /* a system without them refuses */
  size_t rest = wanted & (NST_LARGE_BLOCK - 1);
  nst_ask_for_pages(block + wanted - rest, rest); /* behind the last large one */
  return block;
}

void nst_large_block_release(void *memory, size_t size) { munmap(memory, in_pages(size)); }

#endif
