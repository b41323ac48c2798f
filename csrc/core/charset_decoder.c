/* charset_decoder.c: bytes of one charset to UTF-8, as the Encoding Standard
   decodes them.

   ICU has the tables.  What is an error and how far it reaches is decided here,
   by the standard's byte ranges, and so are the characters that ICU's tables
   have otherwise: ICU is given runs of whole sequences only. */
#include "charset.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>

enum { MOST_UNITS = 2048, LEAST_ASCII = 16 };

static nst_status append_code_point(nst_buffer *out, uint32_t code_point) {
  char bytes[4];
  return nst_buffer_append(out, bytes, nst_utf8_encode(code_point, bytes));
}

/* -- Units to UTF-8 ---------------------------------------------------------- */

/* Unpaired surrogates become U+FFFD. */
static nst_status append_units(nst_buffer *out, const UChar *units, size_t count) {
  nst_status status = nst_buffer_reserve(out, count * 3);
  if (status != NST_OK) return status;
  char *to = out->bytes + out->size;
  for (size_t at = 0; at < count;) {
    uint32_t c = units[at++];
    if (c >= 0x800 && !U16_IS_SURROGATE(c)) {
      *to++ = (char)(0xE0 | c >> 12);
      *to++ = (char)(0x80 | (c >> 6 & 0x3F));
      *to++ = (char)(0x80 | (c & 0x3F));
      continue;
    }
    if (U16_IS_LEAD(c) && at < count && U16_IS_TRAIL(units[at]))
      c = (uint32_t)U16_GET_SUPPLEMENTARY(c, units[at++]);
    to += nst_utf8_encode(c, to);
  }
  out->size = (size_t)(to - out->bytes);
  return NST_OK;
}

/* -- Byte ranges ------------------------------------------------------------- */

/* What a byte is as the first of a sequence. */
enum {
  BYTE_ASCII,
  BYTE_ONE,   /* a character */
  BYTE_TWO,   /* the first of two */
  BYTE_KANA,  /* EUC-JP: before one of half-width katakana */
  BYTE_THREE, /* EUC-JP: before two of JIS X 0212 */
  BYTE_FIXED, /* there is a fix-up for it, or for sequences that it begins */
  BYTE_BAD,
  BYTE_KIND = 0x0F,
  BYTE_IS_TRAIL = 0x10 /* and it may be the second of two */
};

typedef struct decoder {
  nst_coder coder;
  UConverter *converter;
  unsigned char bytes[256];
  const nst_charset_fixup *fixups;
  size_t fixup_count;
  nst_buffer *out;
  size_t replaced;
} decoder;

static void set_range(decoder *d, unsigned first, unsigned last, unsigned kind) {
  for (unsigned i = first; i <= last; i++)
    d->bytes[i] = (unsigned char)((d->bytes[i] & ~(unsigned)BYTE_KIND) | kind);
}

static void set_trails(decoder *d, unsigned first, unsigned last) {
  for (unsigned i = first; i <= last; i++) d->bytes[i] |= BYTE_IS_TRAIL;
}

static void set_ranges(decoder *d) {
  set_range(d, 0x00, 0x7F, BYTE_ASCII);
  set_range(d, 0x80, 0xFF, BYTE_BAD);
  switch (d->coder) {
    case NST_CODER_GB18030:
      set_range(d, 0x81, 0xFE, BYTE_TWO);
      set_trails(d, 0x40, 0x7E);
      set_trails(d, 0x80, 0xFE);
      break;
    case NST_CODER_BIG5:
      set_range(d, 0x81, 0xFE, BYTE_TWO);
      set_trails(d, 0x40, 0x7E);
      set_trails(d, 0xA1, 0xFE);
      break;
    case NST_CODER_EUC_KR:
      set_range(d, 0x81, 0xFE, BYTE_TWO);
      set_trails(d, 0x41, 0xFE);
      break;
    case NST_CODER_SHIFT_JIS:
      set_range(d, 0x81, 0x9F, BYTE_TWO);
      set_range(d, 0xA1, 0xDF, BYTE_ONE);
      set_range(d, 0xE0, 0xFC, BYTE_TWO);
      set_trails(d, 0x40, 0x7E);
      set_trails(d, 0x80, 0xFC);
      break;
    case NST_CODER_EUC_JP:
      set_range(d, 0x8E, 0x8E, BYTE_KANA);
      set_range(d, 0x8F, 0x8F, BYTE_THREE);
      set_range(d, 0xA1, 0xFE, BYTE_TWO);
      set_trails(d, 0xA1, 0xFE);
      break;
    default: break;
  }
  for (size_t i = 0; i < d->fixup_count; i++) {
    unsigned bytes = d->fixups[i].bytes, first = bytes > 0xFF ? bytes >> 8 : bytes;
    set_range(d, first, first, BYTE_FIXED);
  }
}

/* -- Sequences --------------------------------------------------------------- */

/* What stands at a place in the bytes. */
typedef struct sequence {
  size_t length;
  bool is_whole;                  /* for ICU; else an error or a fix-up */
  const nst_charset_fixup *fixup; /* or NULL */
} sequence;

static const nst_charset_fixup *find_fixup(const decoder *d, unsigned bytes) {
  size_t low = 0, high = d->fixup_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (d->fixups[middle].bytes < bytes)
      low = middle + 1;
    else
      high = middle;
  }
  return low < d->fixup_count && d->fixups[low].bytes == bytes ? d->fixups + low : NULL;
}

static bool is_between(unsigned char byte, unsigned char low, unsigned char high) {
  return byte >= low && byte <= high;
}

/* A sequence that fails at its last byte: one in ASCII is read again. */
static sequence bad_part(const unsigned char *at, size_t length) {
  bool again = length > 1 && at[length - 1] < 0x80;
  return (sequence){length - again, false, NULL};
}

/* GB18030's four bytes, of which the second, a digit, is there. */
static sequence four_bytes(const unsigned char *at, size_t left) {
  if (left < 3) return (sequence){left, false, NULL};
  if (!is_between(at[2], 0x81, 0xFE)) return (sequence){1, false, NULL};
  if (left < 4) return (sequence){left, false, NULL};
  if (!is_between(at[3], '0', '9')) return (sequence){1, false, NULL};
  return (sequence){4, true, NULL};
}

/* EUC-JP's three bytes, of which the first is there.  ICU has a row of IBM's in
   0xF3 that the standard has not. */
static sequence three_bytes(const unsigned char *at, size_t left) {
  if (left < 2) return (sequence){1, false, NULL};
  if (!is_between(at[1], 0xA1, 0xFE)) return bad_part(at, 2);
  if (left < 3) return (sequence){2, false, NULL};
  if (!is_between(at[2], 0xA1, 0xFE) || at[1] == 0xF3) return bad_part(at, 3);
  return (sequence){3, true, NULL};
}

/* Rows that ICU fills with private use characters. */
static bool is_empty_row(nst_coder coder, unsigned char lead) {
  if (coder == NST_CODER_BIG5) return lead < 0x87;
  return coder == NST_CODER_EUC_KR && (lead == 0xC9 || lead == 0xFE);
}

static sequence two_bytes(const decoder *d, const unsigned char *at, size_t left) {
  if (left < 2) return (sequence){1, false, NULL};
  if (!(d->bytes[at[1]] & BYTE_IS_TRAIL) || is_empty_row(d->coder, at[0])) {
    if (d->coder == NST_CODER_GB18030 && is_between(at[1], '0', '9')) return four_bytes(at, left);
    return bad_part(at, 2);
  }
  const nst_charset_fixup *fixup = NULL;
  if ((d->bytes[at[0]] & BYTE_KIND) == BYTE_FIXED)
    fixup = find_fixup(d, (unsigned)at[0] << 8 | at[1]);
  return (sequence){2, !fixup, fixup};
}

static sequence next_sequence(const decoder *d, const unsigned char *at, size_t left) {
  switch (d->bytes[at[0]] & BYTE_KIND) {
    case BYTE_ASCII:
    case BYTE_ONE: return (sequence){1, true, NULL};
    case BYTE_KANA:
      if (left < 2) return (sequence){1, false, NULL};
      if (is_between(at[1], 0xA1, 0xDF)) return (sequence){2, true, NULL};
      return bad_part(at, 2);
    case BYTE_THREE: return three_bytes(at, left);
    case BYTE_FIXED: {
      const nst_charset_fixup *fixup = find_fixup(d, at[0]);
      if (fixup) return (sequence){1, false, fixup};
      return two_bytes(d, at, left);
    }
    case BYTE_TWO: return two_bytes(d, at, left);
    default: return (sequence){1, false, NULL};
  }
}

/* -- Charsets of several bytes ------------------------------------------------- */

/* A whole sequence that ICU's table has not; of two bytes, one in ASCII is read
   again. */
static void U_CALLCONV on_unmapped(const void *context, UConverterToUnicodeArgs *arguments,
                                   const char *bytes, int32_t length,
                                   UConverterCallbackReason reason, UErrorCode *error) {
  if (reason > UCNV_IRREGULAR) return; /* the converter is reset or closed */
  decoder *d = *(decoder *const *)context;
  UChar units[2] = {NST_REPLACEMENT, 0};
  int32_t count = 1;
  if (length == 2 && !((unsigned char)bytes[1] & 0x80)) units[count++] = (UChar)bytes[1];
  d->replaced++;
  *error = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars(arguments, units, count, 0, error);
}

/* Appends a run of whole sequences. */
static nst_status convert_run(decoder *d, const char *bytes, size_t size) {
  UChar units[MOST_UNITS];
  const char *from = bytes, *end = bytes + size;
  nst_status status = NST_OK;
  UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
  while (error == U_BUFFER_OVERFLOW_ERROR && status == NST_OK) {
    UChar *to = units;
    error = U_ZERO_ERROR;
    ucnv_toUnicode(d->converter, &to, units + MOST_UNITS, &from, end, NULL, true, &error);
    status = append_units(d->out, units, (size_t)(to - units));
  }
  if (U_FAILURE(error) && status == NST_OK)
    return error == U_MEMORY_ALLOCATION_ERROR ? NST_NO_MEMORY : NST_UNICODE;
  return status;
}

/* The end of the run of whole sequences at the beginning of bytes that is worth
   one call of ICU: much ASCII ends it. */
static size_t whole_run(const decoder *d, const unsigned char *bytes, size_t size) {
  size_t at = 0, ascii = 0;
  while (at < size) {
    unsigned kind = d->bytes[bytes[at]] & BYTE_KIND;
    if (kind == BYTE_ASCII) {
      at++;
      if (++ascii == LEAST_ASCII) return at - ascii;
      continue;
    }
    ascii = 0;
    sequence next = next_sequence(d, bytes + at, size - at);
    if (!next.is_whole) return at;
    at += next.length;
  }
  return at;
}

static nst_status append_fixed(decoder *d, const nst_charset_fixup *fixup) {
  if (!fixup || !fixup->first) {
    d->replaced++;
    return append_code_point(d->out, NST_REPLACEMENT);
  }
  nst_status status = append_code_point(d->out, fixup->first);
  if (status == NST_OK && fixup->second) status = append_code_point(d->out, fixup->second);
  return status;
}

/* The ASCII at the beginning of bytes that stands for itself. */
static size_t plain_ascii(const decoder *d, const char *bytes, size_t size) {
  size_t length = nst_ascii_length(bytes, size);
  if (d->coder != NST_CODER_SHIFT_JIS) return length;
  size_t at = 0;
  while (at < length && (d->bytes[(unsigned char)bytes[at]] & BYTE_KIND) == BYTE_ASCII) at++;
  return at;
}

static nst_status decode_sequences(decoder *d, const char *bytes, size_t size) {
  nst_status status = nst_buffer_reserve(d->out, size);
  for (size_t at = 0; at < size && status == NST_OK;) {
    size_t ascii = plain_ascii(d, bytes + at, size - at);
    status = nst_buffer_append(d->out, bytes + at, ascii);
    at += ascii;
    if (at == size || status != NST_OK) break;
    const unsigned char *from = (const unsigned char *)bytes + at;
    size_t run = whole_run(d, from, size - at);
    if (run) {
      status = convert_run(d, bytes + at, run);
      at += run;
    } else {
      sequence next = next_sequence(d, from, size - at);
      status = append_fixed(d, next.fixup);
      at += next.length;
    }
  }
  return status;
}

/* -- Charsets of one byte -------------------------------------------------------- */

static nst_status decode_singles(decoder *d, const char *bytes, size_t size) {
  UErrorCode error = U_ZERO_ERROR;
  UChar table[128];
  for (unsigned i = 0; i < 128; i++) {
    char byte = (char)(0x80 + i);
    const nst_charset_fixup *fixup = find_fixup(d, 0x80 + i);
    if (fixup)
      table[i] = fixup->first ? fixup->first : NST_REPLACEMENT;
    else if (ucnv_toUChars(d->converter, table + i, 1, &byte, 1, &error) != 1)
      return NST_UNICODE;
    if (error == U_STRING_NOT_TERMINATED_WARNING) error = U_ZERO_ERROR;
  }
  if (U_FAILURE(error)) return NST_UNICODE;
  nst_status status = nst_buffer_reserve(d->out, size);
  for (size_t at = 0; at < size && status == NST_OK;) {
    size_t ascii = nst_ascii_length(bytes + at, size - at);
    status = nst_buffer_append(d->out, bytes + at, ascii);
    at += ascii;
    UChar units[256];
    size_t count = 0;
    for (; at < size && (bytes[at] & 0x80) && count < sizeof units / sizeof *units; at++) {
      units[count] = table[(unsigned char)bytes[at] - 0x80];
      d->replaced += units[count++] == NST_REPLACEMENT;
    }
    if (status == NST_OK) status = append_units(d->out, units, count);
  }
  return status;
}

static nst_status decode_by_icu(const nst_charset *charset, const char *bytes, size_t size,
                                nst_buffer *out, size_t *replaced) {
  decoder d;
  memset(&d, 0, sizeof d);
  d.coder = charset->coder;
  d.out = out;
  d.fixups = nst_charset_fixups(charset, &d.fixup_count);
  UErrorCode error = U_ZERO_ERROR;
  d.converter = ucnv_open(charset->converter, &error);
  if (U_FAILURE(error)) return error == U_MEMORY_ALLOCATION_ERROR ? NST_NO_MEMORY : NST_UNICODE;
  nst_status status = NST_UNICODE;
  if (d.coder == NST_CODER_SINGLE) {
    status = decode_singles(&d, bytes, size);
  } else {
    decoder *context = &d;
    ucnv_setToUCallBack(d.converter, on_unmapped, &context, NULL, NULL, &error);
    set_ranges(&d);
    if (U_SUCCESS(error)) status = decode_sequences(&d, bytes, size);
  }
  ucnv_close(d.converter);
  *replaced += d.replaced;
  return status;
}

/* -- Without ICU ------------------------------------------------------------------- */

static nst_status decode_utf8(const char *bytes, size_t size, nst_buffer *out, size_t *replaced) {
  nst_utf8_seen ignored = {0, 0};
  nst_status status = nst_buffer_reserve(out, size);
  for (size_t at = 0; at < size && status == NST_OK;) {
    size_t good = nst_utf8_well_formed(bytes + at, size - at, &ignored);
    status = nst_buffer_append(out, bytes + at, good);
    at += good;
    if (at == size || status != NST_OK) break;
    uint32_t c;
    at += nst_utf8_decode(bytes + at, size - at, &c);
    status = append_code_point(out, NST_REPLACEMENT);
    ++*replaced;
  }
  return status;
}

/* The unit at two bytes. */
static UChar unit_at(const char *bytes, bool big_endian) {
  unsigned first = (unsigned char)bytes[0], second = (unsigned char)bytes[1];
  return (UChar)(big_endian ? first << 8 | second : second << 8 | first);
}

static nst_status decode_utf16(const char *bytes, size_t size, bool big_endian, nst_buffer *out,
                               size_t *replaced) {
  nst_status status = NST_OK;
  UChar units[MOST_UNITS];
  size_t at = 0;
  bool cut = false; /* the bytes end in an unpaired leading surrogate */
  while (size - at >= 2 && status == NST_OK) {
    size_t count = 0;
    while (count < MOST_UNITS - 1 && size - at >= 2) {
      UChar unit = unit_at(bytes + at, big_endian);
      at += 2;
      bool paired =
          U16_IS_LEAD(unit) && size - at >= 2 && U16_IS_TRAIL(unit_at(bytes + at, big_endian));
      if (U16_IS_SURROGATE(unit) && !paired) {
        cut = U16_IS_LEAD(unit) && size - at < 2;
        unit = NST_REPLACEMENT;
        ++*replaced;
      }
      units[count++] = unit;
      if (paired) {
        units[count++] = unit_at(bytes + at, big_endian);
        at += 2;
      }
    }
    status = append_units(out, units, count);
  }
  if (at == size || cut || status != NST_OK) return status;
  ++*replaced;
  return append_code_point(out, NST_REPLACEMENT);
}

static nst_status decode_user_defined(const char *bytes, size_t size, nst_buffer *out) {
  nst_status status = NST_OK;
  for (size_t at = 0; at < size && status == NST_OK; at++) {
    unsigned char c = (unsigned char)bytes[at];
    status = append_code_point(out, c < 0x80 ? c : 0xF700u + c);
  }
  return status;
}

nst_status nst_charset_convert(const nst_charset *charset, const char *bytes, size_t size,
                               nst_buffer *out, size_t *replaced) {
  if (!size) return NST_OK;
  switch (charset->coder) {
    case NST_CODER_UTF_8: return decode_utf8(bytes, size, out, replaced);
    case NST_CODER_UTF_16LE: return decode_utf16(bytes, size, false, out, replaced);
    case NST_CODER_UTF_16BE: return decode_utf16(bytes, size, true, out, replaced);
    case NST_CODER_ISO_2022_JP: return nst_iso_2022_jp_convert(bytes, size, out, replaced);
    case NST_CODER_USER_DEFINED: return decode_user_defined(bytes, size, out);
    case NST_CODER_REPLACEMENT: ++*replaced; return append_code_point(out, NST_REPLACEMENT);
    default: return decode_by_icu(charset, bytes, size, out, replaced);
  }
}
