#include "double_array.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Nats by which a word of so many characters is more likely, given that it is
   in the list, than its count says: words of two characters are what Chinese
   is made of. */
static double bonus(uint32_t length) { return length == 2 ? .7 : length == 3 ? -.5 : 0; }

uint32_t double_array_cost(double count, double total, uint32_t length) {
  double cost = floor((-log(count / total) - bonus(length)) * NST_COST_STEPS + .5);
  return cost < 0 ? 0 : cost >= NST_NO_COST ? NST_NO_COST - 1 : (uint32_t)cost;
}

static int reserve(double_array *array, uint32_t units) {
  if (units <= array->capacity) return 1;
  if (units > NST_MOST_UNITS) return 0;
  uint32_t capacity = array->capacity ? array->capacity : 1 << 18;
  while (capacity < units) capacity *= 2;
  nst_unit *grown = realloc(array->units, capacity * sizeof *grown);
  if (grown) array->units = grown;
  uint8_t *taken = realloc(array->base_taken, capacity);
  if (taken) array->base_taken = taken;
  if (!grown || !taken) return 0;
  for (uint32_t i = array->capacity; i < capacity; i++)
    array->units[i] = (nst_unit){0, NST_FREE_LABEL, NST_NO_COST};
  memset(taken + array->capacity, 0, capacity - array->capacity);
  array->capacity = capacity;
  return 1;
}

/* The children of a node: the codes that follow a prefix, and where the words
   of each begin in the list. */
typedef struct children {
  uint16_t *codes;
  uint32_t *firsts; /* one more than codes: the end */
  uint32_t count;
} children;

static int find_children(const word_list *list, uint32_t first, uint32_t end, uint32_t depth,
                         children *out) {
  out->count = 0;
  for (uint32_t i = first; i < end; i++)
    if (i == first || list->words[i].codes[depth] != list->words[i - 1].codes[depth]) out->count++;
  out->codes = malloc((out->count + 1) * sizeof *out->codes);
  out->firsts = malloc((out->count + 1) * sizeof *out->firsts);
  if (!out->codes || !out->firsts) return 0;
  uint32_t at = 0;
  for (uint32_t i = first; i < end; i++)
    if (i == first || list->words[i].codes[depth] != list->words[i - 1].codes[depth]) {
      out->codes[at] = list->words[i].codes[depth];
      out->firsts[at++] = i;
    }
  out->firsts[at] = end;
  return 1;
}

static int fits(const double_array *array, uint32_t base, const children *kids) {
  if (array->base_taken[base]) return 0;
  for (uint32_t i = 0; i < kids->count; i++)
    if (array->units[base + kids->codes[i]].label != NST_FREE_LABEL) return 0;
  return 1;
}

/* The first base at which all children fall on free units.  Where a search
   met hardly any free unit, later ones begin behind it: the few holes left
   there are not worth the time. */
static uint32_t find_base(double_array *array, const children *kids, uint32_t code_count) {
  uint32_t start = array->first_free > kids->codes[0] ? array->first_free : kids->codes[0] + 1u;
  uint32_t taken = 0;
  for (uint32_t unit = start;; unit++) {
    if (!reserve(array, unit + code_count + 1)) return 0;
    if (array->units[unit].label != NST_FREE_LABEL) {
      taken++;
      continue;
    }
    uint32_t base = unit - kids->codes[0];
    if (!fits(array, base, kids)) continue;
    if (taken >= (unit - start + 1) / 20 * 19) array->first_free = unit;
    return base;
  }
}

static int insert(double_array *array, const word_list *list, uint32_t code_count, uint32_t unit,
                  uint32_t first, uint32_t end, uint32_t depth) {
  const word *one = list->words + first;
  if (depth && one->length == depth) {
    array->units[unit].cost = (uint16_t)double_array_cost(one->count, list->total, depth);
    array->units[unit].base_and_tag |= (uint8_t)one->tag;
    first++;
  }
  if (first == end) return 1;
  children kids = {NULL, NULL, 0};
  int done = find_children(list, first, end, depth, &kids);
  uint32_t base = done ? find_base(array, &kids, code_count) : 0;
  done = base != 0;
  if (done) {
    array->base_taken[base] = 1;
    array->units[unit].base_and_tag |= base << 8;
    for (uint32_t i = 0; i < kids.count; i++)
      array->units[base + kids.codes[i]].label = kids.codes[i];
    if (base + kids.codes[kids.count - 1] >= array->count)
      array->count = base + kids.codes[kids.count - 1] + 1;
  }
  /* The depth is bounded by the longest word. */
  for (uint32_t i = 0; done && i < kids.count; i++)
    done = insert(array, list, code_count, base + kids.codes[i], kids.firsts[i], kids.firsts[i + 1],
                  depth + 1);
  free(kids.codes);
  free(kids.firsts);
  return done;
}

int double_array_build(double_array *array, const word_list *list, uint32_t code_count) {
  memset(array, 0, sizeof *array);
  if (!reserve(array, code_count + 2)) return 1;
  array->units[0].label = 0; /* the root is nobody's child */
  array->count = 1;
  if (list->count && !insert(array, list, code_count, 0, 0, list->count, 0)) return 1;
  array->units[0].label = NST_FREE_LABEL;
  array->count += code_count;
  return !reserve(array, array->count);
}

void double_array_close(double_array *array) {
  free(array->units);
  free(array->base_taken);
}
