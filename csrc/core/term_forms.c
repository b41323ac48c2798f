/* term_forms.c: which of several forms of a term to show. */
#include "memory.h"
#include "ranking.h"
#include "sort.h"

#include <math.h>
#include <string.h>

enum { SLOTS = 1024, LEAST_BYTES = 2 };

/* A form inside another one. */
typedef struct inside {
  uint32_t form;
  uint32_t at; /* its first byte there */
} inside;

typedef struct choice {
  const nst_form_rules *rules;
  nst_shown_form *forms;
  uint32_t slots[SLOTS]; /* the first form whose key begins with a character */
  uint32_t *following;   /* of each form the next one in its slot */
  inside *found;         /* the forms inside each, one behind another */
  size_t found_count, found_capacity;
  size_t *starts; /* in found, of each form, and behind the last one the end */
  uint32_t *ordered, *scratch;
  size_t ordered_count;
  nst_allocator allocator;
} choice;

/* -- What is inside what ----------------------------------------------------------------------- */

static bool is_continuation(char c) { return (c & 0xC0) == 0x80; }

static size_t character_size(const char *bytes, size_t size) {
  size_t end = 1;
  while (end < size && is_continuation(bytes[end])) end++;
  return end;
}

static size_t slot_of(const char *bytes, size_t size) {
  uint32_t hash = 0;
  for (size_t i = 0; i < size; i++) hash = hash * 31 + (uint8_t)bytes[i];
  return (hash ^ hash >> 10) & (SLOTS - 1);
}

static void put_in_slots(choice *self, size_t count) {
  for (size_t i = 0; i < SLOTS; i++) self->slots[i] = NST_NO_FORM;
  for (size_t i = count; i-- > 0;) {
    const nst_shown_form *form = self->forms + i;
    if (form->size < LEAST_BYTES) continue;
    size_t slot = slot_of(form->key, character_size(form->key, form->size));
    self->following[i] = self->slots[slot];
    self->slots[slot] = (uint32_t)i;
  }
}

static bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Latin letters and digits of one word are not taken apart. */
static bool cuts_word(const nst_shown_form *form, size_t at) {
  return at > 0 && at < form->size && is_alphanumeric(form->key[at - 1]) &&
         is_alphanumeric(form->key[at]);
}

static bool is_at(const nst_shown_form *form, size_t at, const nst_shown_form *other) {
  return other->size < form->size && other->size <= form->size - at &&
         memcmp(form->key + at, other->key, other->size) == 0 && !cuts_word(form, at) &&
         !cuts_word(form, at + other->size);
}

static size_t characters_of(const nst_shown_form *form) {
  size_t characters = 0;
  for (size_t i = 0; i < form->size; i++) characters += !is_continuation(form->key[i]);
  return characters;
}

/* Puts the last one found where it belongs: the longest first, of equals the first one in the key.
   One that was found further in front stays there. */
static void insert_last(choice *self, size_t first) {
  inside last = self->found[self->found_count - 1];
  for (size_t i = first; i + 1 < self->found_count; i++)
    if (self->found[i].form == last.form) {
      self->found_count--;
      return;
    }
  size_t length = characters_of(self->forms + last.form), to = self->found_count - 1;
  for (; to > first; to--) {
    inside before = self->found[to - 1];
    if (characters_of(self->forms + before.form) >= length) break;
    self->found[to] = before;
  }
  self->found[to] = last;
}

static nst_status find_inside(choice *self, size_t i) {
  const nst_shown_form *form = self->forms + i;
  size_t first = self->found_count;
  self->starts[i] = first;
  for (size_t at = 0, size; at < form->size; at += size) {
    size = character_size(form->key + at, form->size - at);
    uint32_t other = self->slots[slot_of(form->key + at, size)];
    for (; other != NST_NO_FORM; other = self->following[other]) {
      if (!is_at(form, at, self->forms + other)) continue;
      void *found = self->found;
      nst_status status = nst_array_reserve(&self->allocator, &found, &self->found_capacity,
                                            self->found_count + 1, sizeof *self->found);
      self->found = found;
      if (status != NST_OK) return status;
      self->found[self->found_count++] = (inside){other, (uint32_t)at};
      insert_last(self, first);
    }
  }
  if (self->found_count > first) self->ordered[self->ordered_count++] = (uint32_t)i;
  return NST_OK;
}

/* -- What yields to what ----------------------------------------------------------------------- */

static bool longer_first(const void *context, uint32_t a, uint32_t b) {
  const nst_shown_form *forms = context;
  if (forms[a].size != forms[b].size) return forms[a].size > forms[b].size;
  return memcmp(forms[a].key, forms[b].key, forms[a].size) < 0;
}

static void yield(choice *self, uint32_t form, uint32_t to) {
  nst_shown_form *shown = self->forms + to;
  self->forms[form].yields_to = to;
  if (shown->first == NST_NO_FORM)
    shown->first = form;
  else
    self->forms[shown->last].next = form;
  shown->last = form;
}

/* The best of the much wider forms inside one. */
static uint32_t wider_form(const choice *self, uint32_t i) {
  const nst_shown_form *form = self->forms + i;
  uint32_t best = NST_NO_FORM;
  for (size_t k = self->starts[i]; k < self->starts[i + 1]; k++) {
    uint32_t at = self->found[k].form;
    const nst_shown_form *other = self->forms + at;
    if (form->width < self->rules->cover * other->width &&
        other->base >= self->rules->least_share * form->base &&
        (best == NST_NO_FORM || other->base > self->forms[best].base))
      best = at;
  }
  return best;
}

static void cover(choice *self, uint32_t i) {
  nst_shown_form *form = self->forms + i;
  if (form->yields_to != NST_NO_FORM) return;
  for (size_t k = self->starts[i]; k < self->starts[i + 1]; k++) {
    const nst_shown_form *other = self->forms + self->found[k].form;
    if (other->yields_to != NST_NO_FORM || form->width < self->rules->cover * other->width)
      continue;
    yield(self, self->found[k].form, i);
    form->score = fmax(form->score, other->score);
  }
}

/* A form that gave way to one inside it gives its score to what is shown in the end. */
static void give_score(const choice *self, uint32_t i) {
  const nst_shown_form *form = self->forms + i;
  if (form->yields_to == NST_NO_FORM) return;
  nst_shown_form *shown = self->forms + form->yields_to;
  if (form->size <= shown->size) return;
  while (shown->yields_to != NST_NO_FORM) shown = self->forms + shown->yields_to;
  shown->score = fmax(shown->score, form->score);
}

static void choose(choice *self) {
  nst_sort(self->ordered, self->scratch, self->ordered_count, longer_first, self->forms);
  /* First the longer ones give way, from the longest; else N95 would yield to N95口罩 and that to
     口罩. */
  for (size_t i = 0; i < self->ordered_count; i++) {
    uint32_t wider = wider_form(self, self->ordered[i]);
    if (wider != NST_NO_FORM) yield(self, self->ordered[i], wider);
  }
  for (size_t i = 0; i < self->ordered_count; i++) cover(self, self->ordered[i]);
  for (size_t i = 0; i < self->ordered_count; i++) give_score(self, self->ordered[i]);
}

/* -- All --------------------------------------------------------------------------------------- */

nst_status nst_choose_forms(const nst_form_rules *rules, nst_shown_form *forms, size_t count,
                            const nst_allocator *given) {
  choice self = {.rules = rules, .forms = forms, .allocator = nst_allocator_or_default(given)};
  const nst_allocator *allocator = &self.allocator;
  size_t words = 3 * (count + 1) * sizeof(uint32_t), starts = (count + 1) * sizeof(size_t);
  for (size_t i = 0; i < count; i++)
    forms[i].yields_to = forms[i].first = forms[i].last = forms[i].next = NST_NO_FORM;
  self.following = nst_allocate_zeroed(allocator, words);
  self.starts = nst_allocate_zeroed(allocator, starts);
  nst_status status = self.following && self.starts ? NST_OK : NST_NO_MEMORY;
  if (status == NST_OK) {
    self.ordered = self.following + count + 1;
    self.scratch = self.ordered + count + 1;
    put_in_slots(&self, count);
  }
  for (size_t i = 0; i < count && status == NST_OK; i++) status = find_inside(&self, i);
  if (status == NST_OK) {
    self.starts[count] = self.found_count;
    choose(&self);
  }
  nst_release(allocator, self.following, words);
  nst_release(allocator, self.starts, starts);
  nst_release(allocator, self.found, self.found_capacity * sizeof *self.found);
  return status;
}
