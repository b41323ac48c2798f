/* charset_decoder.c: bytes of one charset to UTF-8, as the Encoding Standard
   decodes them.

   ICU has the tables.  What is an error and how far it reaches is decided here,
   by the standard's byte ranges, and so are the characters that ICU's tables
   have otherwise: ICU is given runs of whole sequences only. */
#include "charset.h"

#include "charset_sequences.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

enum { MOST_UNITS = 2048, LEAST_ASCII = 16 };

static nst_status append_code_point(nst_buffer *out, uint32_t code_point) {
  char bytes[4];
  return nst_buffer_append(out, bytes, nst_utf8_encode(code_point, bytes));
}

typedef struct decoder {
  nst_byte_form form;
  UConverter *converter;
  nst_buffer *out;
  size_t replaced;
} decoder;

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
    status = nst_utf16_append(units, (size_t)(to - units), d->out);
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
    unsigned kind = d->form.kinds[bytes[at]] & NST_BYTE_KIND;
    if (kind == NST_BYTE_ASCII) {
      at++;
      if (++ascii == LEAST_ASCII) return at - ascii;
      continue;
    }
    ascii = 0;
    if (kind == NST_BYTE_TWO && size - at >= 2 &&
        d->form.kinds[bytes[at + 1]] & NST_BYTE_IS_TRAIL) {
      at += 2;
      continue;
    }
    nst_sequence next = nst_next_sequence(&d->form, bytes + at, size - at);
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
  if (d->form.coder != NST_CODER_SHIFT_JIS) return length;
  size_t at = 0;
  while (at < length && (d->form.kinds[(unsigned char)bytes[at]] & NST_BYTE_KIND) == NST_BYTE_ASCII)
    at++;
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
      nst_sequence next = nst_next_sequence(&d->form, from, size - at);
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
    const nst_charset_fixup *fixup = nst_find_fixup(&d->form, 0x80 + i);
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
    if (status == NST_OK) status = nst_utf16_append(units, count, d->out);
  }
  return status;
}

static nst_status decode_by_icu(const nst_charset *charset, const char *bytes, size_t size,
                                nst_buffer *out, size_t *replaced) {
  decoder d;
  memset(&d, 0, sizeof d);
  d.out = out;
  nst_byte_form_init(&d.form, charset);
  UErrorCode error = U_ZERO_ERROR;
  d.converter = ucnv_open(charset->converter, &error);
  if (U_FAILURE(error)) return error == U_MEMORY_ALLOCATION_ERROR ? NST_NO_MEMORY : NST_UNICODE;
  nst_status status = NST_UNICODE;
  if (charset->coder == NST_CODER_SINGLE) {
    status = decode_singles(&d, bytes, size);
  } else {
    decoder *context = &d;
    ucnv_setToUCallBack(d.converter, on_unmapped, &context, NULL, NULL, &error);
    if (U_SUCCESS(error)) status = decode_sequences(&d, bytes, size);
  }
  ucnv_close(d.converter);
  *replaced += d.replaced;
  return status;
}

/* -- Without ICU ------------------------------------------------------------------- */

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
    case NST_CODER_UTF_8: return nst_utf8_convert(bytes, size, out, replaced);
    case NST_CODER_UTF_16LE: return nst_utf16_convert(bytes, size, false, out, replaced);
    case NST_CODER_UTF_16BE: return nst_utf16_convert(bytes, size, true, out, replaced);
    case NST_CODER_ISO_2022_JP: return nst_iso_2022_jp_convert(bytes, size, out, replaced);
    case NST_CODER_USER_DEFINED: return decode_user_defined(bytes, size, out);
    case NST_CODER_REPLACEMENT: ++*replaced; return append_code_point(out, NST_REPLACEMENT);
    default: return decode_by_icu(charset, bytes, size, out, replaced);
  }
}
