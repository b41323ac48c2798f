/* charset_utf8.c: how far bytes are ASCII, and how far UTF-8, at the speed of
   memory: most news is one or the other. */
#include "charset.h"

#include "byte_block.h"
#include "utf8.h"

#include <string.h>

#define HIGH_BITS 0x8080808080808080u

size_t nst_ascii_length(const char *bytes, size_t size) {
  size_t at = 0;
  for (uint64_t word; size - at >= sizeof word; at += sizeof word) {
    memcpy(&word, bytes + at, sizeof word);
    if (word & HIGH_BITS) break;
  }
  while (at < size && !((unsigned char)bytes[at] & 0x80)) at++;
  return at;
}

static bool is_tail(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/* The length of the run of well-formed characters of three bytes: Chinese text
   is little else. */
static size_t triples(const unsigned char *bytes, size_t size) {
  enum { ANY_BUT_E0_AND_ED = 0xDFFE };
  size_t at = 0;
  while (size - at >= NST_UTF8_FOUR &&
         nst_utf8_are_four((const char *)bytes + at, ANY_BUT_E0_AND_ED))
    at += NST_UTF8_FOUR;
  while (size - at >= 3) {
    const unsigned char *c = bytes + at;
    bool has_tails = is_tail(c[1]) && is_tail(c[2]);
    if (!has_tails || (c[0] & 0xF0) != 0xE0) break;
    if (c[0] == 0xE0 && c[1] < 0xA0) break; /* overlong */
    if (c[0] == 0xED && c[1] > 0x9F) break; /* a surrogate */
    at += 3;
  }
  return at;
}

/* -- Many at once ------------------------------------------------------------------------------ */

enum { BLOCKS = 4, STRIDE = BLOCKS * NST_BLOCK, MOST_STRIDES = 60 /* until a count is full */ };

/* How many bytes begin a character of several bytes, and of three. */
typedef struct leads {
  nst_block of_any, of_three;
} leads;

static size_t sum(nst_block counts) {
  size_t all = 0;
  for (size_t i = 0; i < NST_BLOCK; i++) all += counts[i];
  return all;
}

/* Whether the bytes are as the characters say that begin with them, or with the one or the two
   before; `found` counts those.  False too where a second byte may not be any: behind E0 and ED and
   in characters of four bytes, and for bytes that no character begins with. */
static bool is_common(const unsigned char *bytes, leads *found) {
  nst_block_mask wrong = {0};
  leads seen = *found;
  for (size_t i = 0; i < BLOCKS; i++) {
    nst_block first = nst_block_at(bytes + i * NST_BLOCK);
    nst_block second = nst_block_at(bytes + i * NST_BLOCK + 1);
    nst_block third = nst_block_at(bytes + i * NST_BLOCK + 2);
    nst_block_mask of_any = first >= 0xC0, of_three = first >= 0xE0;
    wrong |= nst_block_tails(third) ^ ((second >= 0xC0) | of_three);
    wrong |= ((first & 0xFE) == 0xC0) | (first == 0xE0) | (first == 0xED) | (first >= 0xF0);
    seen.of_any -= (nst_block)of_any;
    seen.of_three -= (nst_block)of_three;
  }
  if (nst_block_any(wrong)) return false;
  *found = seen;
  return true;
}

static bool is_ascii(const unsigned char *bytes) {
  nst_block all = nst_block_at(bytes + STRIDE + 2 - NST_BLOCK);
  for (size_t i = 0; i < BLOCKS; i++) all |= nst_block_at(bytes + i * NST_BLOCK);
  return !nst_block_any((nst_block_mask)all < 0);
}

/* The length of a beginning of such bytes, which begin with a character and end with one. */
static size_t common(const unsigned char *bytes, size_t size, nst_utf8_seen *seen) {
  size_t at = 0;
  /* What a stride tells of is the bytes from its third one on. */
  if (size < STRIDE + 2 || is_tail(bytes[0]) || is_tail(bytes[1]) != (bytes[0] >= 0xC0)) return 0;
  for (bool goes_on = true; goes_on && size - at >= STRIDE + 2;) {
    leads found = {{0}, {0}};
    for (size_t i = 0; goes_on && i < MOST_STRIDES && size - at >= STRIDE + 2; i++) {
      goes_on = is_ascii(bytes + at) || is_common(bytes + at, &found);
      if (goes_on) at += STRIDE;
    }
    size_t of_three = sum(found.of_three);
    seen->longer += of_three;
    seen->doubles += sum(found.of_any) - of_three;
  }
  /* So it is known that these two are tails only of a character before. */
  for (size_t i = 0; at && i < 2 && is_tail(bytes[at]); i++) at++;
  return at;
}

size_t nst_utf8_well_formed(const char *bytes, size_t size, nst_utf8_seen *seen) {
  const unsigned char *c = (const unsigned char *)bytes;
  size_t at = 0, next = 0; /* where to look at many again */
  while (at < size) {
    if (at >= next) {
      at += common(c + at, size - at, seen);
      next = at + STRIDE;
      continue;
    }
    if (c[at] < 0x80) {
      at += nst_ascii_length(bytes + at, size - at);
      continue;
    }
    size_t run = triples(c + at, size - at);
    seen->longer += run / 3;
    at += run;
    if (run) continue;
    uint32_t code_point;
    size_t length = nst_utf8_decode(bytes + at, size - at, &code_point);
    if (code_point == NST_REPLACEMENT) return at; /* U+FFFD itself is a triple */
    if (length == 2)
      seen->doubles++;
    else
      seen->longer++;
    at += length;
  }
  return at;
}

nst_status nst_utf8_convert(const char *bytes, size_t size, nst_buffer *out, size_t *replaced) {
  nst_utf8_seen ignored = {0, 0};
  nst_status status = nst_buffer_reserve(out, size);
  for (size_t at = 0; at < size && status == NST_OK;) {
    size_t good = nst_utf8_well_formed(bytes + at, size - at, &ignored);
    status = nst_buffer_append(out, bytes + at, good);
    at += good;
    if (at == size || status != NST_OK) break;
    uint32_t c;
    at += nst_utf8_decode(bytes + at, size - at, &c);
    status = nst_buffer_append(out, "\xEF\xBF\xBD", 3);
    ++*replaced;
  }
  return status;
}
