/* charset_detection.c: the charset that bytes are most likely in.

   A sample, the first non-ASCII parts of the bytes, is decoded in each charset
   that may be meant, and the reading of least cost wins: the one that best looks
   like text.  Nothing of it depends on the size of the bytes but the search for
   the sample. */
#include "charset.h"

#include "charset_candidates.h"
#include "memory.h"

#include <math.h>
#include <string.h>

enum {
  SAMPLE = 2048,    /* bytes of the sample at most */
  GAP = 2,          /* ASCII kept before and after a non-ASCII part */
  LONGEST_GAP = 4,  /* ASCII inside of one */
  BEGINNING = 1024, /* bytes in which UTF-16 is looked for */
  LEAST_MARGIN = 30 /* nats by which UTF-16 has to be the likelier */
};

/* Nats for each byte that is not read as ASCII. */
#define FIT_PER_BYTE 4.3   /* up to it, a reading is text beyond doubt */
#define TEXT_PER_BYTE 11.0 /* above it, it is no text at all */
/* The same for charsets in which all bytes mean something, ASCII and all. */
#define SINGLE_TEXT_PER_BYTE 5.5

struct nst_detector {
  nst_lexicon *lexicon;
  const char *bytes; /* the caller's */
  size_t size;
  nst_cost_model model;
  char sample[SAMPLE];
  size_t sample_size;
  nst_allocator allocator;
};

/* -- The sample --------------------------------------------------------------------------- */

static void add_to_sample(nst_detector *detector, const char *bytes, size_t size) {
  size_t room = SAMPLE - detector->sample_size;
  if (size > room) size = room;
  memcpy(detector->sample + detector->sample_size, bytes, size);
  detector->sample_size += size;
}

/* The length of the run that is not ASCII, or where only little ASCII stands in
   between: one of two bytes may be in ASCII. */
static size_t run_length(const char *bytes, size_t size) {
  size_t at = 0, last = 0;
  for (; at < size && at - last <= LONGEST_GAP && at < SAMPLE; at++)
    if (bytes[at] & 0x80) last = at + 1;
  return last;
}

static void take_sample(nst_detector *detector) {
  const char *bytes = detector->bytes;
  size_t size = detector->size, copied = 0;
  for (size_t at = 0; detector->sample_size < SAMPLE;) {
    at += nst_ascii_length(bytes + at, size - at);
    if (at == size) break;
    size_t from = at - copied < GAP ? copied : at - GAP;
    at += run_length(bytes + at, size - at);
    size_t to = size - at < GAP ? size : at + GAP;
    if (from > copied) add_to_sample(detector, " ", 1);
    add_to_sample(detector, bytes + from, to - from);
    copied = at = to;
  }
}

nst_status nst_detector_create(const char *bytes, size_t size, const nst_allocator *given,
                               nst_detector **out) {
  nst_allocator allocator = nst_allocator_or_default(given);
  nst_detector *detector = nst_allocate_zeroed(&allocator, sizeof *detector);
  if (!detector) return NST_NO_MEMORY;
  detector->allocator = allocator;
  nst_status status = nst_lexicon_open_builtin(given, &detector->lexicon);
  if (status != NST_OK) {
    nst_detector_destroy(detector);
    return status;
  }
  nst_cost_model_init(&detector->model, detector->lexicon);
  detector->bytes = bytes;
  detector->size = size;
  take_sample(detector);
  *out = detector;
  return NST_OK;
}

void nst_detector_destroy(nst_detector *detector) {
  if (!detector) return;
  nst_lexicon_close(detector->lexicon);
  nst_allocator allocator = detector->allocator;
  nst_release(&allocator, detector, sizeof *detector);
}

size_t nst_detector_size(const nst_detector *detector) { return detector->sample_size; }

/* -- Costs ------------------------------------------------------------------------------------ */

/* How a piece of the bytes reads in a charset. */
typedef struct reading {
  double cost;     /* in all */
  double per_byte; /* of what is not read as ASCII */
} reading;

/* Reads bytes in a charset, in the likeliest of its languages. */
static nst_status read_as(nst_detector *detector, const nst_charset *charset, const char *bytes,
                          size_t size, reading *out) {
  const nst_candidate *as = nst_find_candidate(charset);
  nst_buffer text;
  nst_buffer_init(&text, &detector->allocator);
  size_t ignored = 0;
  nst_status status = nst_charset_convert(charset, bytes, size, &text, &ignored);
  nst_coder coder = charset->coder;
  bool unicode =
      coder == NST_CODER_UTF_8 || coder == NST_CODER_UTF_16LE || coder == NST_CODER_UTF_16BE;
  bool japanese = coder == NST_CODER_SHIFT_JIS || coder == NST_CODER_EUC_JP;
  nst_cost_model *model = &detector->model;
  model->any_script = unicode;
  model->kana = unicode || japanese;
  nst_cost least = {0, HUGE_VAL, 0};
  const nst_alphabet *alphabet = as ? as->alphabets : NULL;
  do {
    nst_cost_model_set_alphabet(model, alphabet);
    nst_cost cost = nst_text_cost(model, text.bytes, text.size);
    if (cost.ascii + cost.other < least.ascii + least.other) least = cost;
  } while (alphabet && (++alphabet)->letters);
  nst_buffer_free(&text);
  out->cost = least.ascii + least.other + (as ? as->handicap : 0);
  out->per_byte = size > least.ascii_count ? least.other / (double)(size - least.ascii_count) : 0;
  return status;
}

static nst_status read_sample(nst_detector *detector, const nst_charset *charset, reading *out) {
  return read_as(detector, charset, detector->sample, detector->sample_size, out);
}

nst_status nst_detector_cost(nst_detector *detector, const nst_charset *charset, double *cost) {
  reading sample;
  nst_status status = read_sample(detector, charset, &sample);
  *cost = sample.cost;
  return status;
}

nst_status nst_detector_fits(nst_detector *detector, const nst_charset *charset, bool *fits) {
  reading sample;
  nst_status status = read_sample(detector, charset, &sample);
  *fits = sample.per_byte <= FIT_PER_BYTE;
  return status;
}

/* -- The likeliest charset --------------------------------------------------------------- */

typedef struct winner {
  const nst_charset *charset;
  reading reading;
} winner;

/* Replaces the best so far by what of a list is better. */
static nst_status try_all(nst_detector *detector, bool single_byte, winner *best) {
  size_t count;
  const nst_candidate *list = nst_candidates(single_byte, &count);
  nst_status status = NST_OK;
  for (size_t i = 0; i < count && status == NST_OK; i++) {
    winner next = {nst_charset_named(list[i].name), {0, 0}};
    status = read_sample(detector, next.charset, &next.reading);
    if (next.reading.cost < best->reading.cost) *best = next;
  }
  return status;
}

/* UTF-16 has no ASCII bytes to leave out: it is compared on the beginning of the
   bytes as they are. */
static nst_status try_utf16(nst_detector *detector, winner *best) {
  static const char *const names[] = {"UTF-16LE", "UTF-16BE"};
  size_t size = detector->size < BEGINNING ? detector->size : BEGINNING;
  size &= ~(size_t)1;
  reading usual;
  nst_status status = read_as(detector, best->charset, detector->bytes, size, &usual);
  for (size_t i = 0; i < 2 && status == NST_OK; i++) {
    winner next = {nst_charset_named(names[i]), {0, 0}};
    status = read_as(detector, next.charset, detector->bytes, size, &next.reading);
    if (next.reading.cost + LEAST_MARGIN >= usual.cost) continue;
    /* Of bytes that are no text any pair may be a character. */
    if (next.reading.cost > FIT_PER_BYTE * (double)size) continue;
    *best = next;
    usual = next.reading;
  }
  return status;
}

nst_status nst_detector_best(nst_detector *detector, const nst_charset **charset, double *cost) {
  winner best = {nst_charset_named("UTF-8"), {HUGE_VAL, HUGE_VAL}};
  nst_status status = try_all(detector, false, &best);
  if (status == NST_OK && best.reading.per_byte > FIT_PER_BYTE)
    status = try_all(detector, true, &best);
  if (status == NST_OK) status = try_utf16(detector, &best);
  bool is_single = best.charset->coder == NST_CODER_SINGLE;
  double per_byte =
      is_single ? best.reading.cost / (double)detector->sample_size : best.reading.per_byte;
  *charset = per_byte > (is_single ? SINGLE_TEXT_PER_BYTE : TEXT_PER_BYTE) ? NULL : best.charset;
  *cost = best.reading.cost;
  return status;
}
