/* title_series.c: articles of one source and period whose titles are the same for half of their
   length, such as the parts of a report or a daily column. */
#include "hash.h"
#include "memory.h"

#include <string.h>
#include <time.h>

enum {
  LEAST_UNITS = 6,      /* that titles share one behind another, */
  SHARE_OF_SHORTER = 2, /* and half of those of the shorter one */
  MOST_UNITS = 60,      /* of longer titles the beginning counts */
  MOST_SITE_BYTES = 30, /* " - iYouPort", " | 中参馆", " – 法国国际广播电台 - RFI" */
  MOST_SITE_PARTS = 2,
  FIRST_SLOTS = 256
};

/* A Chinese character or a Latin word of a title. */
typedef struct unit {
  uint64_t hash;
  uint32_t first; /* byte in the text of the period's titles */
  uint32_t size;
} unit;

typedef struct title {
  size_t first, count; /* of the units */
  uint32_t source;
} title;

/* Where a run of the least length was met first. */
typedef struct run {
  uint64_t hash;
  uint32_t title; /* of the period, plus one; 0 is free */
  uint32_t at;    /* unit of it */
} run;

typedef struct series {
  nst_allocator allocator;
  uint64_t seed;
  uint32_t *parents; /* of all titles */
  size_t from;       /* the first title of the period */
  /* Of the period: */
  nst_buffer text;
  unit *units;
  size_t unit_count, unit_capacity;
  title *titles;
  size_t title_count, title_capacity;
  run *runs; /* a table */
  size_t run_count, slot_count;
} series;

/* -- What a title is made of ------------------------------------------------------------------- */

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool is_separator(char c) { return c == '-' || c == '|'; }

/* Puts a hyphen for a dash between spaces; gives the new size. */
static size_t replace_dashes(char *bytes, size_t size, const char *dash) {
  size_t to = 0;
  for (size_t at = 0; at < size;) {
    bool is_dash = size - at >= 5 && bytes[at] == ' ' && memcmp(bytes + at + 1, dash, 3) == 0 &&
                   bytes[at + 4] == ' ';
    if (is_dash) {
      memcpy(bytes + to, " - ", 3);
      to += 3;
      at += 5;
    } else {
      bytes[to++] = bytes[at++];
    }
  }
  return to;
}

/* The size of what stands before a site's name, or `size` where there is none. */
static size_t before_site(const char *bytes, size_t size) {
  size_t separator = size;
  while (separator && !is_separator(bytes[separator - 1])) separator--;
  if (!separator) return size;
  size_t name = separator, before = separator - 1;
  while (name < size && is_space(bytes[name])) name++;
  while (before && is_space(bytes[before - 1])) before--;
  return before && size - name <= MOST_SITE_BYTES ? before : size;
}

static size_t without_site(char *bytes, size_t size) {
  size = replace_dashes(bytes, size, "\xE2\x80\x93");
  size = replace_dashes(bytes, size, "\xE2\x80\x94");
  for (size_t i = 0; i < MOST_SITE_PARTS; i++) size = before_site(bytes, size);
  return size;
}

static bool is_lead(char c) {
  unsigned char byte = (unsigned char)c;
  return byte >= 0xC2 && byte <= 0xF4;
}

static bool is_letter(char c) {
  unsigned char byte = (unsigned char)c;
  return byte >= 0x80 || (byte >= '0' && byte <= '9') ||
         ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* The end of the unit that begins here, at a letter. */
static size_t unit_end(const char *bytes, size_t size, size_t at) {
  if (is_lead(bytes[at])) {
    for (at++; at < size && ((unsigned char)bytes[at] & 0xC0) == 0x80;) at++;
    return at;
  }
  while (at < size && is_letter(bytes[at]) && !is_lead(bytes[at])) at++;
  return at;
}

static nst_status add_unit(series *self, size_t first, size_t size) {
  void *units = self->units;
  nst_status status = nst_array_reserve(&self->allocator, &units, &self->unit_capacity,
                                        self->unit_count + 1, sizeof *self->units);
  self->units = units;
  if (status != NST_OK) return status;
  uint64_t hash = nst_hash_bytes(self->text.bytes + first, size, self->seed);
  self->units[self->unit_count++] = (unit){hash, (uint32_t)first, (uint32_t)size};
  return NST_OK;
}

static nst_status add_units(series *self, title *title, const nst_series_title *given) {
  size_t first = self->text.size;
  title->first = self->unit_count;
  title->count = 0;
  if (given->size > UINT32_MAX - first) return NST_TOO_LARGE;
  nst_status status = nst_buffer_append(&self->text, given->bytes, given->size);
  if (status != NST_OK || !given->size) return status;
  size_t size = without_site(self->text.bytes + first, given->size);
  self->text.size = first + size;
  for (size_t at = first; at < self->text.size && title->count < MOST_UNITS && status == NST_OK;) {
    if (!is_letter(self->text.bytes[at])) {
      at++;
      continue;
    }
    size_t end = unit_end(self->text.bytes, self->text.size, at);
    status = add_unit(self, at, end - at);
    title->count++;
    at = end;
  }
  return status;
}

/* -- Joining ------------------------------------------------------------------------------------
 */

static bool is_same(const series *self, const unit *a, const unit *b) {
  const char *text = self->text.bytes;
  return a->hash == b->hash && a->size == b->size &&
         memcmp(text + a->first, text + b->first, a->size) == 0;
}

/* How many units of two titles are the same, from the given ones on. */
static size_t run_length(const series *self, const title *a, size_t i, const title *b, size_t j) {
  size_t length = 0;
  while (i + length < a->count && j + length < b->count &&
         is_same(self, self->units + a->first + i + length, self->units + b->first + j + length))
    length++;
  return length;
}

static uint32_t root_of(uint32_t *parents, uint32_t i) {
  while (parents[i] != i) {
    parents[i] = parents[parents[i]];
    i = parents[i];
  }
  return i;
}

static uint64_t run_hash(const series *self, const title *title, size_t at) {
  uint64_t hash = self->seed ^ title->source;
  for (size_t i = 0; i < LEAST_UNITS; i++)
    hash = nst_hash_mix(hash ^ self->units[title->first + at + i].hash);
  return hash;
}

/* The slot of a run like that of a title, or a free one. */
static run *find_run(const series *self, uint64_t hash, const title *title, size_t at) {
  for (size_t i = hash & (self->slot_count - 1);; i = (i + 1) & (self->slot_count - 1)) {
    run *slot = self->runs + i;
    if (!slot->title) return slot;
    const struct title *met = self->titles + slot->title - 1;
    if (slot->hash == hash && met->source == title->source &&
        run_length(self, title, at, met, slot->at) >= LEAST_UNITS)
      return slot;
  }
}

/* Makes room for the runs of another title. */
static nst_status reserve_runs(series *self) {
  size_t wanted = self->slot_count ? self->slot_count : FIRST_SLOTS;
  while (wanted / 2 < self->run_count + MOST_UNITS) wanted *= 2;
  if (wanted == self->slot_count) return NST_OK;
  run *runs = nst_allocate_zeroed(&self->allocator, wanted * sizeof *runs);
  if (!runs) return NST_NO_MEMORY;
  for (size_t i = 0; i < self->slot_count; i++) {
    if (!self->runs[i].title) continue;
    size_t to = self->runs[i].hash & (wanted - 1);
    while (runs[to].title) to = (to + 1) & (wanted - 1);
    runs[to] = self->runs[i];
  }
  nst_release(&self->allocator, self->runs, self->slot_count * sizeof *runs);
  self->runs = runs;
  self->slot_count = wanted;
  return NST_OK;
}

/* Joins the period's last title to earlier ones like it. */
static nst_status join(series *self) {
  nst_status status = reserve_runs(self);
  const title *title = self->titles + self->title_count - 1;
  uint32_t place = (uint32_t)(self->from + self->title_count - 1);
  for (size_t at = 0; at + LEAST_UNITS <= title->count && status == NST_OK; at++) {
    uint64_t hash = run_hash(self, title, at);
    run *slot = find_run(self, hash, title, at);
    if (!slot->title) {
      *slot = (run){hash, (uint32_t)self->title_count, (uint32_t)at};
      self->run_count++;
      continue;
    }
    const struct title *met = self->titles + slot->title - 1;
    size_t shorter = title->count < met->count ? title->count : met->count;
    if (run_length(self, title, at, met, slot->at) * SHARE_OF_SHORTER < shorter) continue;
    uint32_t root = root_of(self->parents, (uint32_t)self->from + slot->title - 1);
    self->parents[root_of(self->parents, place)] = root;
  }
  return status;
}

/* -- All titles ---------------------------------------------------------------------------------
 */

/* A large table is not emptied again and again for small periods. */
static void empty_runs(series *self) {
  enum { LEAST_USED = 16 }; /* one slot of so many */
  if (self->slot_count > FIRST_SLOTS && self->run_count < self->slot_count / LEAST_USED) {
    nst_release(&self->allocator, self->runs, self->slot_count * sizeof *self->runs);
    self->runs = NULL;
    self->slot_count = 0;
  }
  if (self->runs) memset(self->runs, 0, self->slot_count * sizeof *self->runs);
  self->run_count = 0;
}

static void begin_period(series *self, size_t from) {
  empty_runs(self);
  self->from = from;
  self->text.size = 0;
  self->unit_count = self->title_count = 0;
}

static nst_status add_title(series *self, const nst_series_title *given) {
  void *titles = self->titles;
  nst_status status = nst_array_reserve(&self->allocator, &titles, &self->title_capacity,
                                        self->title_count + 1, sizeof *self->titles);
  self->titles = titles;
  if (status != NST_OK) return status;
  title *title = self->titles + self->title_count++;
  title->source = given->source;
  status = add_units(self, title, given);
  return status == NST_OK ? join(self) : status;
}

static void free_series(series *self) {
  nst_buffer_free(&self->text);
  nst_release(&self->allocator, self->units, self->unit_capacity * sizeof *self->units);
  nst_release(&self->allocator, self->titles, self->title_capacity * sizeof *self->titles);
  nst_release(&self->allocator, self->runs, self->slot_count * sizeof *self->runs);
}

nst_status nst_title_series(const nst_series_title *titles, size_t count,
                            const nst_allocator *allocator, uint32_t *numbers) {
  if (count > UINT32_MAX / 2) return NST_TOO_LARGE;
  series self = {.allocator = nst_allocator_or_default(allocator), .parents = numbers};
  struct timespec now = {0, 0};
  clock_gettime(CLOCK_REALTIME, &now);
  self.seed = nst_hash_mix((uint64_t)(uintptr_t)&self ^ (uint64_t)now.tv_nsec << 20);
  nst_buffer_init(&self.text, &self.allocator);
  nst_status status = NST_OK;
  for (size_t i = 0; i < count && status == NST_OK; i++) {
    numbers[i] = (uint32_t)i;
    if (!i || titles[i].period != titles[i - 1].period) begin_period(&self, i);
    status = add_title(&self, titles + i);
  }
  for (size_t i = 0; i < count && status == NST_OK; i++) numbers[i] = root_of(numbers, (uint32_t)i);
  free_series(&self);
  return status;
}
