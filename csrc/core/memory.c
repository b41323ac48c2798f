#include "memory.h"

#include "large_blocks.h"

#include <stdlib.h>
#include <string.h>

/* -- The C library's allocator ------------------------------------------------ */

enum { MOST_MOVED = 16 << 10 };

static void *libc_allocate(void *context, size_t size) {
  (void)context;
  if (nst_is_large_block(size)) return nst_large_block_allocate(size);
  void *memory = malloc(size);
  if (memory) nst_ask_for_pages(memory, size);
  return memory;
}

static void libc_release(void *context, void *memory, size_t size) {
  (void)context;
  if (nst_is_large_block(size))
    nst_large_block_release(memory, size);
  else
    free(memory);
}

/* Small blocks are the C library's to move; larger ones are copied here, after the pages of the new
   place were asked for together. */
static void *libc_resize(void *context, void *memory, size_t old_size, size_t new_size) {
  if (new_size <= MOST_MOVED && old_size <= MOST_MOVED) return realloc(memory, new_size);
  void *resized = libc_allocate(context, new_size);
  if (!resized) return NULL;
  memcpy(resized, memory, old_size < new_size ? old_size : new_size);
  libc_release(context, memory, old_size);
  return resized;
}

nst_allocator nst_allocator_or_default(const nst_allocator *allocator) {
  nst_allocator libc = {libc_allocate, libc_resize, libc_release, NULL};
  return allocator ? *allocator : libc;
}

void *nst_allocate_zeroed(const nst_allocator *allocator, size_t size) {
  void *memory;
  if (allocator->allocate == libc_allocate) {
    /* The system's fresh pages are zero. */
    if (nst_is_large_block(size)) return nst_large_block_allocate(size);
    memory = calloc(1, size);
    if (memory) nst_ask_for_pages(memory, size);
  } else {
    memory = allocator->allocate(allocator->context, size);
    if (memory) memset(memory, 0, size);
  }
  return memory;
}

void nst_release(const nst_allocator *allocator, void *memory, size_t size) {
  if (memory) allocator->release(allocator->context, memory, size);
}

/* Of a large block only the pages that are used come into being, so an array on its way there
   leaves out the size before, and the copy of it. */
static bool is_nearly_large(size_t size) {
  return size > NST_LARGE_BLOCK / 4 && size < NST_LARGE_BLOCK;
}

nst_status nst_array_reserve(const nst_allocator *allocator, void **array, size_t *capacity,
                             size_t needed, size_t width) {
  if (needed <= *capacity) return NST_OK;
  size_t wanted = *capacity < 8 ? 8 : *capacity;
  while (wanted < needed) {
    if (wanted > SIZE_MAX / 2) return NST_NO_MEMORY;
    wanted *= 2;
  }
  if (wanted > SIZE_MAX / width) return NST_NO_MEMORY;
  if (is_nearly_large(wanted * width)) wanted = (NST_LARGE_BLOCK + width - 1) / width;
  void *grown =
      *array ? allocator->resize(allocator->context, *array, *capacity * width, wanted * width)
             : allocator->allocate(allocator->context, wanted * width);
  if (!grown) return NST_NO_MEMORY;
  *array = grown;
  *capacity = wanted;
  return NST_OK;
}

void nst_buffer_init(nst_buffer *buffer, const nst_allocator *allocator) {
  memset(buffer, 0, sizeof *buffer);
  buffer->allocator = nst_allocator_or_default(allocator);
}

nst_status nst_buffer_reserve(nst_buffer *buffer, size_t more) {
  if (more > SIZE_MAX - buffer->size) return NST_NO_MEMORY;
  void *bytes = buffer->bytes;
  nst_status status =
      nst_array_reserve(&buffer->allocator, &bytes, &buffer->capacity, buffer->size + more, 1);
  buffer->bytes = bytes;
  return status;
}

nst_status nst_buffer_append(nst_buffer *buffer, const char *bytes, size_t size) {
  if (!size) return NST_OK;
  nst_status status = nst_buffer_reserve(buffer, size);
  if (status != NST_OK) return status;
  memcpy(buffer->bytes + buffer->size, bytes, size);
  buffer->size += size;
  return NST_OK;
}

void nst_buffer_free(nst_buffer *buffer) {
  nst_release(&buffer->allocator, buffer->bytes, buffer->capacity);
  buffer->bytes = NULL;
  buffer->size = buffer->capacity = 0;
}

/* -- Arena ---------------------------------------------------------------- */

enum { FIRST_BLOCK = 32 * 1024, ARENA_ALIGNMENT = 16 };

struct nst_arena_block {
  nst_arena_block *older;
  size_t size; /* bytes that follow */
  char bytes[];
};

void nst_arena_init(nst_arena *arena, const nst_allocator *allocator) {
  memset(arena, 0, sizeof *arena);
  arena->allocator = nst_allocator_or_default(allocator);
}

void nst_arena_free(nst_arena *arena) {
  nst_arena_block *block = arena->blocks;
  while (block) {
    nst_arena_block *older = block->older;
    nst_release(&arena->allocator, block, sizeof *block + block->size);
    block = older;
  }
  arena->blocks = NULL;
  arena->used = 0;
}

/* Blocks grow until they are large. */
static size_t room_of_next(const nst_arena_block *block) {
  const size_t largest = NST_LARGE_BLOCK - sizeof *block;
  if (!block) return FIRST_BLOCK;
  return block->size < largest / 2 ? block->size * 2 : largest;
}

static char *arena_take(nst_arena *arena, size_t size, size_t alignment) {
  nst_arena_block *block = arena->blocks;
  if (block) {
    size_t at = (size_t)((uintptr_t)(block->bytes + arena->used) & (alignment - 1));
    size_t skip = at ? alignment - at : 0;
    if (size <= block->size - arena->used && skip <= block->size - arena->used - size) {
      char *memory = block->bytes + arena->used + skip;
      arena->used += skip + size;
      return memory;
    }
  }
  if (size > SIZE_MAX / 2) return NULL;
  size_t room = room_of_next(block);
  if (room < size + alignment) room = size + alignment;
  nst_arena_block *fresh =
      arena->allocator.allocate(arena->allocator.context, sizeof *fresh + room);
  if (!fresh) return NULL;
  fresh->older = block;
  fresh->size = room;
  arena->blocks = fresh;
  arena->used = 0;
  return arena_take(arena, size, alignment);
}

char *nst_arena_copy(nst_arena *arena, const char *bytes, size_t size) {
  char *copy = arena_take(arena, size ? size : 1, 1);
  if (copy && size) memcpy(copy, bytes, size);
  return copy;
}

void *nst_arena_allocate(nst_arena *arena, size_t size) {
  return arena_take(arena, size, ARENA_ALIGNMENT);
}
