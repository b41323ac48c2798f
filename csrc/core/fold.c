/* fold.c: the key under which a word is counted. */
#include "lexicon.h"
#include "memory.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { STACK_UNITS = 256 };

/* UTF-16 text on the stack, or on the heap where it is longer. */
typedef struct utf16 {
  UChar stack[STACK_UNITS];
  UChar *units;
  size_t capacity;
  int32_t size;
  const nst_allocator *allocator;
} utf16;

static void utf16_init(utf16 *text, const nst_allocator *allocator) {
  text->units = text->stack;
  text->capacity = STACK_UNITS;
  text->size = 0;
  text->allocator = allocator;
}

static bool utf16_reserve(utf16 *text, size_t units) {
  if (units <= text->capacity) return true;
  if (units > INT32_MAX) return false;
  UChar *heap = text->allocator->allocate(text->allocator->context, units * sizeof *heap);
  if (!heap) return false;
  text->units = heap;
  text->capacity = units;
  return true;
}

static void utf16_free(utf16 *text) {
  if (text->units != text->stack)
    nst_release(text->allocator, text->units, text->capacity * sizeof *text->units);
}

static bool utf16_from_utf8(utf16 *text, const char *bytes, size_t size) {
  if (!utf16_reserve(text, size)) return false;
  UErrorCode error = U_ZERO_ERROR;
  u_strFromUTF8WithSub(text->units, (int32_t)text->capacity, &text->size, bytes, (int32_t)size,
                       NST_REPLACEMENT, NULL, &error);
  return U_SUCCESS(error) || error == U_STRING_NOT_TERMINATED_WARNING;
}

static nst_status normalize(const utf16 *from, utf16 *to) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2 *form = unorm2_getNFKCCasefoldInstance(&error);
  if (U_FAILURE(error)) return NST_UNICODE;
  to->size =
      unorm2_normalize(form, from->units, from->size, to->units, (int32_t)to->capacity, &error);
  if (error == U_BUFFER_OVERFLOW_ERROR) {
    if (!utf16_reserve(to, (size_t)to->size)) return NST_NO_MEMORY;
    error = U_ZERO_ERROR;
    to->size =
        unorm2_normalize(form, from->units, from->size, to->units, (int32_t)to->capacity, &error);
  }
  return U_SUCCESS(error) ? NST_OK : NST_UNICODE;
}

static uint32_t simplify(const nst_lexicon *lexicon, uint32_t code_point) {
  uint16_t code = nst_lexicon_character(lexicon, code_point)->code;
  return code ? lexicon->folded[code] : code_point;
}

static nst_status append_character(nst_buffer *out, uint32_t code_point) {
  char bytes[4];
  return nst_buffer_append(out, bytes, nst_utf8_encode(code_point, bytes));
}

static nst_status append_simplified(const nst_lexicon *lexicon, const utf16 *text,
                                    nst_buffer *out) {
  nst_status status = NST_OK;
  for (int32_t at = 0; at < text->size && status == NST_OK;) {
    UChar32 c;
    U16_NEXT(text->units, at, text->size, c);
    status = append_character(out, simplify(lexicon, (uint32_t)c));
  }
  return status;
}

/* Any characters: by way of ICU. */
static nst_status fold_by_icu(const nst_lexicon *lexicon, const char *word, size_t size,
                              nst_buffer *out) {
  if (size > INT32_MAX / 2) return NST_TOO_LARGE;
  utf16 given, folded;
  utf16_init(&given, &out->allocator);
  utf16_init(&folded, &out->allocator);
  nst_status status = NST_NO_MEMORY;
  if (utf16_from_utf8(&given, word, size)) status = normalize(&given, &folded);
  if (status == NST_OK) status = append_simplified(lexicon, &folded, out);
  utf16_free(&given);
  utf16_free(&folded);
  return status;
}

/* Characters whose folding stands in the lexicon, and ASCII.  Returns false,
   with out as it was, at the first other one. */
static bool fold_by_lexicon(const nst_lexicon *lexicon, const char *word, size_t size,
                            nst_buffer *out) {
  size_t before = out->size;
  for (size_t at = 0; at < size;) {
    uint32_t c;
    at += nst_utf8_decode(word + at, size - at, &c);
    uint16_t code = nst_lexicon_character(lexicon, c)->code;
    if (code)
      c = lexicon->folded[code];
    else if (c >= 'A' && c <= 'Z')
      c += 'a' - 'A';
    else if (c >= 0x80) {
      out->size = before;
      return false;
    }
    out->size += nst_utf8_encode(c, out->bytes + out->size);
  }
  return true;
}

nst_status nst_lexicon_fold(const nst_lexicon *lexicon, const char *word, size_t size,
                            nst_buffer *out) {
  if (size > SIZE_MAX / 8) return NST_TOO_LARGE;
  /* A folded character may be longer than the given one, ASCII never is: four
     bytes for each byte is always enough. */
  nst_status status = nst_buffer_reserve(out, size * 4);
  if (status != NST_OK) return status;
  if (fold_by_lexicon(lexicon, word, size, out)) return NST_OK;
  size_t before = out->size;
  status = fold_by_icu(lexicon, word, size, out);
  if (status != NST_OK) out->size = before;
  return status;
}
