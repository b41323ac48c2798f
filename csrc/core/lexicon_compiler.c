/* lexicon_compiler.c: an image of a word list and of all else that a base
   lexicon knows. */
#include "image_writer.h"
#include "lexicon.h"
#include "memory.h"

#include <math.h>
#include <string.h>

/* What the base lexicon knows, under the codes of the new one. */
typedef struct knowledge {
  nst_model *models;
  uint32_t model_count;
  uint16_t (*doubles)[2];
  uint32_t double_count;
} knowledge;

/* -- Counts ------------------------------------------------------------------------ */

/* The sum of the counts that a base's costs come from. */
static double total_of(const nst_lexicon *base) { return exp(nst_lexicon_unknown_cost(base)); }

static double mean_count(const nst_lexicon *base) {
  return total_of(base) / (base->header->words ? base->header->words : 1);
}

/* Raises the total of a list to the base's; one that equals it but for rounding
   stays, so that a lexicon compiled from its own words is itself. */
static void raise_total(nst_word_list *list, const nst_lexicon *base) {
  if (nst_word_cost(1, list->total, 1) < base->header->unknown_cost) list->total = total_of(base);
}

/* -- Knowledge ------------------------------------------------------------------------ */

static uint16_t code_of(const nst_alphabet *alphabet, const nst_lexicon *base, uint16_t code) {
  return alphabet->records[base->folded[code]].code;
}

static nst_status take_models(knowledge *out, const nst_alphabet *alphabet, const nst_lexicon *base,
                              const nst_allocator *memory) {
  out->model_count = alphabet->code_count;
  out->models = nst_allocate_zeroed(memory, out->model_count * sizeof *out->models);
  if (!out->models) return NST_NO_MEMORY;
  out->models[0] = base->models[0];
  for (uint32_t code = 1; code < out->model_count; code++) {
    uint32_t c = alphabet->by_code[code];
    uint16_t old = nst_lexicon_character(base, c)->code;
    out->models[code] = old ? base->models[old] : nst_model_of_unknown(c);
  }
  return NST_OK;
}

static nst_status take_doubles(knowledge *out, const nst_alphabet *alphabet,
                               const nst_lexicon *base, const nst_allocator *memory) {
  uint32_t count = base->header->doubles;
  if (!count) return NST_OK;
  out->doubles = nst_allocate_zeroed(memory, count * sizeof *out->doubles);
  if (!out->doubles) return NST_NO_MEMORY;
  out->double_count = count;
  for (uint32_t i = 0; i < count; i++)
    for (size_t k = 0; k < 2; k++)
      out->doubles[i][k] = code_of(alphabet, base, base->doubles[i][k]);
  return NST_OK;
}

static nst_status write_image(const nst_alphabet *alphabet, const nst_word_list *list,
                              const nst_lexicon *base, nst_buffer *image) {
  knowledge known = {NULL, 0, NULL, 0};
  const nst_allocator *memory = &image->allocator;
  nst_status status = take_models(&known, alphabet, base, memory);
  if (status == NST_OK) status = take_doubles(&known, alphabet, base, memory);
  nst_image_parts parts = {.alphabet = alphabet,
                           .list = list,
                           .models = known.models,
                           .doubles = (const uint16_t(*)[2])known.doubles,
                           .double_count = known.double_count,
                           .pairs = base->pairs};
  if (status == NST_OK) status = nst_image_write(&parts, image);
  nst_release(memory, known.models, known.model_count * sizeof *known.models);
  nst_release(memory, known.doubles, known.double_count * sizeof *known.doubles);
  return status;
}

/* -- Compiling -------------------------------------------------------------------------- */

static nst_status read_words(nst_word_list *list, nst_alphabet *alphabet, const nst_lexicon *base,
                             const char *words, size_t size, bool extend,
                             nst_compile_report *report) {
  nst_status status = nst_word_list_read(list, alphabet, words, size, report);
  if (status != NST_OK) return status;
  if (!list->count) {
    report->lines = 0;
    report->reason = "the list holds no word";
    return NST_BAD_LINE;
  }
  return extend ? nst_word_list_read_lexicon(list, alphabet, base, report) : NST_OK;
}

static nst_status compile(nst_word_list *list, nst_alphabet *alphabet, const nst_lexicon *base,
                          nst_buffer *image, nst_compile_report *report) {
  for (uint32_t code = 1; code < base->header->codes; code++)
    nst_alphabet_require(alphabet, base->folded[code]);
  nst_status status = nst_alphabet_number(alphabet);
  if (status == NST_OK) status = nst_word_list_sort(list, alphabet, mean_count(base));
  if (status != NST_OK) return status;
  raise_total(list, base);
  report->words = list->ordered;
  report->same = list->count - list->ordered;
  return write_image(alphabet, list, base, image);
}

nst_status nst_lexicon_compile(const nst_lexicon *base, const char *words, size_t size, bool extend,
                               nst_buffer *image, nst_compile_report *given_report) {
  nst_compile_report unused, *report = given_report ? given_report : &unused;
  memset(report, 0, sizeof *report);
  image->size = 0;
  nst_alphabet alphabet;
  nst_status status = nst_alphabet_open_from(&alphabet, base, &image->allocator);
  if (status != NST_OK) return status;
  nst_word_list list;
  nst_word_list_init(&list, &image->allocator);
  status = read_words(&list, &alphabet, base, words, size, extend, report);
  if (status == NST_OK) status = compile(&list, &alphabet, base, image, report);
  nst_word_list_free(&list);
  nst_alphabet_close(&alphabet);
  return status;
}
