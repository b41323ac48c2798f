/* lexicon_words.c: the words of a lexicon, read back from its trie. */
#include "lexicon.h"
#include "memory.h"
#include "word_list.h"

#include <math.h>
#include <string.h>

#define NO_OWNER UINT32_MAX

typedef struct reader {
  const nst_lexicon *lexicon;
  uint32_t *owners; /* for each base the unit that has it */
  double total;
} reader;

static void find_owners(const reader *self) {
  for (uint32_t unit = self->lexicon->header->units; unit-- > 0;)
    self->owners[nst_unit_base(self->lexicon->units + unit)] = unit;
}

/* Walks up from a unit and writes its word's codes, the last one first; returns
   how many there are, or 0 where the way does not end at the root. */
static uint32_t codes_of(const reader *self, uint32_t unit, uint16_t codes[NST_LONGEST_WORD]) {
  uint32_t length = 0;
  while (unit) {
    uint16_t code = self->lexicon->units[unit].label;
    if (code >= self->lexicon->header->codes || code > unit || length == NST_LONGEST_WORD) return 0;
    codes[length++] = code;
    unit = self->owners[unit - code];
    if (unit == NO_OWNER) return 0;
  }
  return length;
}

static nst_status read_unit(const reader *self, uint32_t unit, nst_word_list *list,
                            nst_alphabet *alphabet, nst_compile_report *report) {
  const nst_lexicon *lexicon = self->lexicon;
  const nst_unit *one = lexicon->units + unit;
  uint16_t codes[NST_LONGEST_WORD];
  uint32_t length = one->cost == NST_NO_COST ? 0 : codes_of(self, unit, codes);
  if (!length) return NST_OK;
  uint32_t *to = nst_word_list_room(list);
  if (!to) return NST_NO_MEMORY;
  for (uint32_t i = 0; i < length; i++) {
    to[i] = lexicon->folded[codes[length - 1 - i]];
    alphabet->uses[to[i]]++;
  }
  nst_list_word word = {.length = length,
                        .count = nst_word_count(one->cost, self->total, length),
                        .tagged = true,
                        .tag = nst_unit_tag(one) & NST_TAG_SPLITS};
  const char *tag = nst_lexicon_tag(lexicon, one);
  return nst_word_list_add(list, word, tag, strlen(tag), report);
}

nst_status nst_word_list_read_lexicon(nst_word_list *list, nst_alphabet *alphabet,
                                      const nst_lexicon *lexicon, nst_compile_report *report) {
  const uint32_t units = lexicon->header->units;
  reader self = {.lexicon = lexicon, .total = exp(nst_lexicon_unknown_cost(lexicon))};
  self.owners = list->allocator.allocate(list->allocator.context, units * sizeof *self.owners);
  if (!self.owners) return NST_NO_MEMORY;
  memset(self.owners, 0xFF, units * sizeof *self.owners);
  find_owners(&self);
  nst_status status = NST_OK;
  for (uint32_t unit = 1; unit < units && status == NST_OK; unit++)
    status = read_unit(&self, unit, list, alphabet, report);
  nst_release(&list->allocator, self.owners, units * sizeof *self.owners);
  return status;
}
