#include "double_array.h"

#include "memory.h"
#include "sort.h"

#include <string.h>

enum { BITS = 64, FIRST_UNITS = 1 << 12 };

/* What a search may look at, each time at 64 units: in all, and for each child. */
enum { MOST_LOOKS_FOR_A_CHILD = 4096, LONG_SEARCH = 64 };

/* A prefix of words with what follows it. */
typedef struct node {
  uint32_t first, end; /* its longer words in the order */
  uint32_t depth;      /* characters of the prefix */
  uint32_t children;
  uint32_t parent; /* its number */
  uint32_t code;   /* of its last character */
  uint32_t base;
} node;

typedef struct builder {
  nst_double_array *array;
  const nst_word_list *list;
  uint32_t code_count;
  node *nodes; /* each before those below it */
  size_t node_count, node_capacity;
  uint16_t *codes; /* of the children of the node that is being placed */
} builder;

/* -- Units -------------------------------------------------------------------------- */

/* A larger copy of an array, the rest of it filled with a byte. */
static void *resized(const nst_double_array *array, const void *old, size_t old_size, size_t size,
                     int filling) {
  char *grown = array->allocator.allocate(array->allocator.context, size);
  if (!grown) return NULL;
  if (old_size) memcpy(grown, old, old_size);
  memset(grown + old_size, filling, size - old_size);
  return grown;
}

static nst_status resize(nst_double_array *array, size_t capacity) {
  nst_double_array grown = *array;
  size_t old = array->capacity;
  grown.capacity = capacity;
  grown.units =
      resized(array, array->units, old * sizeof *array->units, capacity * sizeof *array->units, 0);
  grown.taken = resized(array, array->taken, old / 8, capacity / 8, 0);
  grown.bases = resized(array, array->bases, old / 8, capacity / 8, 0);
  bool done = grown.units && grown.taken && grown.bases;
  nst_double_array unused = done ? *array : grown;
  nst_double_array_free(&unused);
  if (!done) return NST_NO_MEMORY;
  for (size_t i = old; i < capacity; i++)
    grown.units[i] = (nst_unit){0, NST_FREE_LABEL, NST_NO_COST};
  *array = grown;
  return NST_OK;
}

/* Makes room for so many units and for a look at a word of bits behind them. */
static nst_status reserve(nst_double_array *array, size_t units) {
  size_t needed = units + 2 * (size_t)BITS;
  if (needed <= array->capacity) return NST_OK;
  if (needed > NST_MOST_UNITS) return NST_TOO_LARGE;
  size_t capacity = array->capacity ? array->capacity : FIRST_UNITS;
  while (capacity < needed) capacity *= 2;
  return resize(array, capacity);
}

static void set_bit(uint64_t *bits, uint32_t at) { bits[at / BITS] |= (uint64_t)1 << at % BITS; }

/* The bits from a place on. */
static inline uint64_t bits_at(const uint64_t *bits, uint32_t at) {
  uint32_t shift = at % BITS;
  const uint64_t *word = bits + at / BITS;
  return shift ? word[0] >> shift | word[1] << (BITS - shift) : word[0];
}

static void take(nst_double_array *array, uint32_t unit, uint32_t code) {
  array->units[unit].label = (uint16_t)code;
  set_bit(array->taken, unit);
  if (unit >= array->count) array->count = unit + 1;
}

/* -- Bases --------------------------------------------------------------------------- */

static uint32_t size_of_node(size_t children) {
  uint32_t size = 0;
  while (children >>= 1) size++;
  return size;
}

/* Of the 64 bases from one on, those at which a child falls on a taken unit, or
   which are another node's.  Counts the looks. */
static uint64_t unfit_bases(const builder *build, size_t children, uint32_t base, size_t *looks) {
  const nst_double_array *array = build->array;
  uint64_t unfit = bits_at(array->bases, base);
  size_t i = 0;
  while (i < children && ~unfit) unfit |= bits_at(array->taken, base + build->codes[i++]);
  *looks += i + 1;
  return unfit;
}

static uint32_t first_clear(uint64_t bits) {
  uint32_t at = 0;
  while (bits >> at & 1) at++;
  return at;
}

/* The first base from *from on at which all children fall on free units, which
   is at the latest at the end, or 0 once *looks more looks were taken; *from is
   then where it stopped, and *looks what is left. */
static nst_status search(const builder *build, size_t children, size_t *looks, uint32_t *from,
                         uint32_t *base) {
  *base = 0;
  for (size_t taken = 0; *looks; *from += BITS, *looks -= taken < *looks ? taken : *looks) {
    nst_status status = reserve(build->array, *from + build->code_count);
    if (status != NST_OK) return status;
    taken = 0;
    uint64_t unfit = unfit_bases(build, children, *from, &taken);
    if (!~unfit) continue;
    *base = *from + first_clear(unfit);
    return NST_OK;
  }
  return NST_OK;
}

/* A base for the children.  After a long search later ones for nodes of that
   size begin halfway, so that what is full is not searched again and again; a
   very long one is given up, and the children go to the end. */
static nst_status find_base(const builder *build, size_t children, uint32_t *base) {
  nst_double_array *array = build->array;
  uint32_t *start = array->starts + size_of_node(children), from = *start ? *start : 1;
  size_t most = MOST_LOOKS_FOR_A_CHILD * children, looks = most;
  nst_status status = search(build, children, &looks, &from, base);
  if (status != NST_OK) return status;
  if (most - looks > LONG_SEARCH * children * children) *start += (from - *start) / 2;
  if (*base) return NST_OK;
  *start = from;
  from = array->count > build->codes[0] ? array->count - build->codes[0] : 1;
  looks = SIZE_MAX;
  return search(build, children, &looks, &from, base);
}

/* -- Nodes ---------------------------------------------------------------------------- */

static uint32_t code_at(const builder *build, uint32_t word, uint32_t depth) {
  return nst_word_codes(build->list, nst_word_list_at(build->list, word))[depth];
}

/* Where the words of the child end that begins with the word `first`. */
static uint32_t end_of_child(const builder *build, const node *parent, uint32_t first) {
  uint32_t code = code_at(build, first, parent->depth), end = first + 1;
  while (end < parent->end && code_at(build, end, parent->depth) == code) end++;
  return end;
}

/* The word that a child is, or NULL. */
static const nst_list_word *word_at(const builder *build, const node *parent, uint32_t first) {
  const nst_list_word *word = nst_word_list_at(build->list, first);
  return word->length == parent->depth + 1 ? word : NULL;
}

static nst_status add_node(builder *build, node one) {
  void *nodes = build->nodes;
  nst_status status = nst_array_reserve(&build->array->allocator, &nodes, &build->node_capacity,
                                        build->node_count + 1, sizeof *build->nodes);
  build->nodes = nodes;
  if (status == NST_OK) build->nodes[build->node_count++] = one;
  return status;
}

/* Adds the nodes right below a node, and counts its children. */
static nst_status add_nodes_below(builder *build, uint32_t number) {
  node parent = build->nodes[number];
  nst_status status = NST_OK;
  uint32_t end;
  for (uint32_t first = parent.first; first < parent.end && status == NST_OK; first = end) {
    end = end_of_child(build, &parent, first);
    build->nodes[number].children++;
    uint32_t below = word_at(build, &parent, first) ? first + 1 : first;
    if (below == end) continue;
    status = add_node(build, (node){.first = below,
                                    .end = end,
                                    .depth = parent.depth + 1,
                                    .parent = number,
                                    .code = code_at(build, first, parent.depth)});
  }
  return status;
}

static nst_status find_nodes(builder *build) {
  nst_status status = add_node(build, (node){.end = build->list->ordered});
  for (uint32_t i = 0; i < build->node_count && status == NST_OK; i++)
    status = add_nodes_below(build, i);
  return status;
}

/* -- Placing -------------------------------------------------------------------------- */

static void place_child(const builder *build, const node *parent, uint32_t first, uint32_t code) {
  nst_double_array *array = build->array;
  uint32_t unit = parent->base + code;
  const nst_list_word *word = word_at(build, parent, first);
  take(array, unit, code);
  if (!word) return;
  array->units[unit].cost = nst_word_cost(word->count, build->list->total, word->length);
  array->units[unit].base_and_tag |= word->tag;
}

static nst_status place_children(const builder *build, node *parent) {
  size_t count = 0;
  for (uint32_t first = parent->first; first < parent->end;
       first = end_of_child(build, parent, first))
    build->codes[count++] = (uint16_t)code_at(build, first, parent->depth);
  nst_status status = find_base(build, count, &parent->base);
  if (status != NST_OK) return status;
  set_bit(build->array->bases, parent->base);
  count = 0;
  for (uint32_t first = parent->first; first < parent->end;
       first = end_of_child(build, parent, first))
    place_child(build, parent, first, build->codes[count++]);
  return NST_OK;
}

static bool has_more_children(const void *context, uint32_t a, uint32_t b) {
  const node *nodes = context;
  return nodes[a].children > nodes[b].children;
}

/* Places the nodes with many children first, while there is room; those with
   few fill the gaps. */
static nst_status place_nodes(const builder *build, uint32_t *order, uint32_t *scratch) {
  for (uint32_t i = 0; i < build->node_count; i++) order[i] = i;
  nst_sort(order, scratch, build->node_count, has_more_children, build->nodes);
  nst_status status = NST_OK;
  for (size_t i = 0; i < build->node_count && status == NST_OK; i++)
    status = place_children(build, build->nodes + order[i]);
  if (status != NST_OK) return status;
  nst_unit *units = build->array->units;
  units[0].base_and_tag |= build->nodes[0].base << 8;
  for (size_t i = 1; i < build->node_count; i++) {
    const node *one = build->nodes + i;
    units[build->nodes[one->parent].base + one->code].base_and_tag |= one->base << 8;
  }
  return NST_OK;
}

static nst_status place_all(builder *build) {
  const nst_allocator *memory = &build->array->allocator;
  size_t bytes = build->node_count * sizeof(uint32_t), codes = build->code_count * sizeof(uint16_t);
  uint32_t *order = nst_allocate_zeroed(memory, bytes);
  uint32_t *scratch = nst_allocate_zeroed(memory, bytes);
  build->codes = nst_allocate_zeroed(memory, codes);
  nst_status status = NST_NO_MEMORY;
  if (order && scratch && build->codes) status = place_nodes(build, order, scratch);
  nst_release(memory, order, bytes);
  nst_release(memory, scratch, bytes);
  nst_release(memory, build->codes, codes);
  return status;
}

nst_status nst_double_array_build(nst_double_array *array, const nst_word_list *list,
                                  uint32_t code_count, const nst_allocator *allocator) {
  memset(array, 0, sizeof *array);
  array->allocator = nst_allocator_or_default(allocator);
  builder build = {.array = array, .list = list, .code_count = code_count};
  nst_status status = reserve(array, code_count + 1);
  /* The root is taken, and its label is no character's: it is nobody's child. */
  if (status == NST_OK) take(array, 0, NST_FREE_LABEL);
  if (status == NST_OK) status = find_nodes(&build);
  if (status == NST_OK) status = place_all(&build);
  array->count += code_count;
  if (status == NST_OK) status = reserve(array, array->count);
  nst_release(&array->allocator, build.nodes, build.node_capacity * sizeof *build.nodes);
  if (status != NST_OK) nst_double_array_free(array);
  return status;
}

void nst_double_array_free(nst_double_array *array) {
  const nst_allocator *memory = &array->allocator;
  nst_release(memory, array->units, array->capacity * sizeof *array->units);
  nst_release(memory, array->taken, array->capacity / 8);
  nst_release(memory, array->bases, array->capacity / 8);
}
