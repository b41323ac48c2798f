#include "alphabet.h"

#include "lexicon.h"
#include "memory.h"
#include "sort.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { MOST_CODES = NST_FREE_LABEL - 1 };

/* -- Folding ------------------------------------------------------------------- */

/* What is not assigned, or private, has no other form. */
static bool may_fold(UChar32 c) {
  return !(U_MASK(u_charType(c)) & (U_GC_CN_MASK | U_GC_CO_MASK | U_GC_CS_MASK));
}

static uint32_t fold_one(const UNormalizer2 *form, uint32_t code_point) {
  UChar from[2], to[32];
  int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  U16_APPEND_UNSAFE(from, length, code_point);
  int32_t size = unorm2_normalize(form, from, length, to, 32, &error);
  if (U_FAILURE(error) || !size || u_countChar32(to, size) != 1) return code_point;
  UChar32 folded;
  int32_t at = 0;
  U16_NEXT(to, at, size, folded);
  return (uint32_t)folded;
}

static nst_status fold_by_icu(nst_alphabet *alphabet) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&error);
  if (U_FAILURE(error)) return NST_UNICODE;
  for (uint32_t c = 0; c < NST_CODE_POINTS; c++)
    alphabet->folded[c] = may_fold((UChar32)c) ? fold_one(form, c) : c;
  return NST_OK;
}

/* -- Life ------------------------------------------------------------------------ */

nst_status nst_alphabet_open(nst_alphabet *alphabet, const nst_allocator *allocator) {
  memset(alphabet, 0, sizeof *alphabet);
  alphabet->allocator = nst_allocator_or_default(allocator);
  const nst_allocator *memory = &alphabet->allocator;
  alphabet->folded = nst_allocate_zeroed(memory, NST_CODE_POINTS * sizeof *alphabet->folded);
  alphabet->records = nst_allocate_zeroed(memory, NST_CODE_POINTS * sizeof *alphabet->records);
  alphabet->uses = nst_allocate_zeroed(memory, NST_CODE_POINTS * sizeof *alphabet->uses);
  alphabet->by_code = nst_allocate_zeroed(memory, (MOST_CODES + 1) * sizeof *alphabet->by_code);
  nst_status status = NST_NO_MEMORY;
  if (alphabet->folded && alphabet->records && alphabet->uses && alphabet->by_code)
    status = fold_by_icu(alphabet);
  if (status != NST_OK) nst_alphabet_close(alphabet);
  return status;
}

nst_status nst_alphabet_open_from(nst_alphabet *alphabet, const nst_lexicon *lexicon,
                                  const nst_allocator *allocator) {
  nst_status status = nst_alphabet_open(alphabet, allocator);
  if (status != NST_OK) return status;
  for (uint32_t c = 0; c < NST_CODE_POINTS; c++) {
    const nst_character *own = nst_lexicon_character(lexicon, c);
    uint16_t code =
        own->code ? own->code : nst_lexicon_character(lexicon, alphabet->folded[c])->code;
    if (code) alphabet->folded[c] = lexicon->folded[code];
    alphabet->records[c] = (nst_character){0, own->class, own->flags};
  }
  return NST_OK;
}

void nst_alphabet_close(nst_alphabet *alphabet) {
  const nst_allocator *memory = &alphabet->allocator;
  nst_release(memory, alphabet->folded, NST_CODE_POINTS * sizeof *alphabet->folded);
  nst_release(memory, alphabet->records, NST_CODE_POINTS * sizeof *alphabet->records);
  nst_release(memory, alphabet->uses, NST_CODE_POINTS * sizeof *alphabet->uses);
  nst_release(memory, alphabet->by_code, (MOST_CODES + 1) * sizeof *alphabet->by_code);
}

/* -- Codes ----------------------------------------------------------------------- */

void nst_alphabet_require(nst_alphabet *alphabet, uint32_t code_point) {
  uint32_t *uses = alphabet->uses + alphabet->folded[code_point];
  if (!*uses) *uses = 1;
}

static bool is_more_used(const void *context, uint32_t a, uint32_t b) {
  const uint32_t *uses = context;
  return uses[a] > uses[b];
}

nst_status nst_alphabet_number(nst_alphabet *alphabet) {
  uint32_t count = 0;
  for (uint32_t c = 0; c < NST_CODE_POINTS; c++) {
    if (!alphabet->uses[c]) continue;
    if (count == MOST_CODES) return NST_TOO_LARGE;
    alphabet->by_code[++count] = c;
  }
  uint32_t *scratch = nst_allocate_zeroed(&alphabet->allocator, (MOST_CODES + 1) * sizeof *scratch);
  if (!scratch) return NST_NO_MEMORY;
  nst_sort(alphabet->by_code + 1, scratch, count, is_more_used, alphabet->uses);
  nst_release(&alphabet->allocator, scratch, (MOST_CODES + 1) * sizeof *scratch);
  alphabet->code_count = count + 1;
  for (uint32_t code = 1; code <= count; code++)
    alphabet->records[alphabet->by_code[code]].code = (uint16_t)code;
  for (uint32_t c = 0; c < NST_CODE_POINTS; c++) {
    nst_character *record = alphabet->records + c;
    record->code = alphabet->records[alphabet->folded[c]].code;
    record->flags &= (uint8_t)~NST_FLAG_FOLDS;
    if (record->code && alphabet->folded[c] != c) record->flags |= NST_FLAG_FOLDS;
  }
  return NST_OK;
}

nst_model nst_model_of_unknown(uint32_t code_point) {
  nst_model model;
  memset(&model, 0, sizeof model);
  model.key = code_point < 0x10000 ? (uint16_t)code_point : 1;
  model.surname = model.given = model.given_first = model.given_second = NST_NEVER;
  model.foreign = model.pair_first = model.pair_second = NST_NEVER;
  return model;
}
