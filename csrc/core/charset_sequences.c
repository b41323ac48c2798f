#include "charset_sequences.h"

#include <string.h>

/* -- Byte ranges ------------------------------------------------------------- */

static void set_range(nst_byte_form *form, unsigned first, unsigned last, unsigned kind) {
  for (unsigned i = first; i <= last; i++)
    form->kinds[i] = (unsigned char)((form->kinds[i] & ~(unsigned)NST_BYTE_KIND) | kind);
}

static void set_trails(nst_byte_form *form, unsigned first, unsigned last) {
  for (unsigned i = first; i <= last; i++) form->kinds[i] |= NST_BYTE_IS_TRAIL;
}

void nst_byte_form_init(nst_byte_form *form, const nst_charset *charset) {
  memset(form, 0, sizeof *form);
  form->coder = charset->coder;
  form->fixups = nst_charset_fixups(charset, &form->fixup_count);
  set_range(form, 0x00, 0x7F, NST_BYTE_ASCII);
  set_range(form, 0x80, 0xFF, NST_BYTE_BAD);
  switch (form->coder) {
    case NST_CODER_GB18030:
      set_range(form, 0x81, 0xFE, NST_BYTE_TWO);
      set_trails(form, 0x40, 0x7E);
      set_trails(form, 0x80, 0xFE);
      break;
    case NST_CODER_BIG5:
      set_range(form, 0x81, 0x86, NST_BYTE_EMPTY);
      set_range(form, 0x87, 0xFE, NST_BYTE_TWO);
      set_trails(form, 0x40, 0x7E);
      set_trails(form, 0xA1, 0xFE);
      break;
    case NST_CODER_EUC_KR:
      set_range(form, 0x81, 0xFD, NST_BYTE_TWO);
      set_range(form, 0xC9, 0xC9, NST_BYTE_EMPTY);
      set_range(form, 0xFE, 0xFE, NST_BYTE_EMPTY);
      set_trails(form, 0x41, 0xFE);
      break;
    case NST_CODER_SHIFT_JIS:
      set_range(form, 0x81, 0x9F, NST_BYTE_TWO);
      set_range(form, 0xA1, 0xDF, NST_BYTE_ONE);
      set_range(form, 0xE0, 0xFC, NST_BYTE_TWO);
      set_trails(form, 0x40, 0x7E);
      set_trails(form, 0x80, 0xFC);
      break;
    case NST_CODER_EUC_JP:
      set_range(form, 0x8E, 0x8E, NST_BYTE_KANA);
      set_range(form, 0x8F, 0x8F, NST_BYTE_THREE);
      set_range(form, 0xA1, 0xFE, NST_BYTE_TWO);
      set_trails(form, 0xA1, 0xFE);
      break;
    default: break;
  }
  for (size_t i = 0; i < form->fixup_count; i++) {
    unsigned bytes = form->fixups[i].bytes, first = bytes > 0xFF ? bytes >> 8 : bytes;
    set_range(form, first, first, NST_BYTE_FIXED);
  }
}

/* -- Sequences --------------------------------------------------------------- */

const nst_charset_fixup *nst_find_fixup(const nst_byte_form *form, unsigned bytes) {
  size_t low = 0, high = form->fixup_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (form->fixups[middle].bytes < bytes)
      low = middle + 1;
    else
      high = middle;
  }
  return low < form->fixup_count && form->fixups[low].bytes == bytes ? form->fixups + low : NULL;
}

static bool is_between(unsigned char byte, unsigned char low, unsigned char high) {
  return byte >= low && byte <= high;
}

/* A sequence that fails at its last byte: one in ASCII is read again. */
static nst_sequence bad_part(const unsigned char *at, size_t length) {
  bool again = length > 1 && at[length - 1] < 0x80;
  return (nst_sequence){length - again, false, NULL};
}

/* GB18030's four bytes, of which the second, a digit, is there. */
static nst_sequence four_bytes(const unsigned char *at, size_t left) {
  if (left < 3) return (nst_sequence){left, false, NULL};
  if (!is_between(at[2], 0x81, 0xFE)) return (nst_sequence){1, false, NULL};
  if (left < 4) return (nst_sequence){left, false, NULL};
  if (!is_between(at[3], '0', '9')) return (nst_sequence){1, false, NULL};
  return (nst_sequence){4, true, NULL};
}

/* EUC-JP's three bytes, of which the first is there.  ICU has a row of IBM's in
   0xF3 that the standard has not. */
static nst_sequence three_bytes(const unsigned char *at, size_t left) {
  if (left < 2) return (nst_sequence){1, false, NULL};
  if (!is_between(at[1], 0xA1, 0xFE)) return bad_part(at, 2);
  if (left < 3) return (nst_sequence){2, false, NULL};
  if (!is_between(at[2], 0xA1, 0xFE) || at[1] == 0xF3) return bad_part(at, 3);
  return (nst_sequence){3, true, NULL};
}

static nst_sequence two_bytes(const nst_byte_form *form, const unsigned char *at, size_t left) {
  unsigned kind = form->kinds[at[0]] & NST_BYTE_KIND;
  if (left < 2) return (nst_sequence){1, false, NULL};
  if (!(form->kinds[at[1]] & NST_BYTE_IS_TRAIL) || kind == NST_BYTE_EMPTY) {
    if (form->coder == NST_CODER_GB18030 && is_between(at[1], '0', '9'))
      return four_bytes(at, left);
    return bad_part(at, 2);
  }
  const nst_charset_fixup *fixup = NULL;
  if (kind == NST_BYTE_FIXED) fixup = nst_find_fixup(form, (unsigned)at[0] << 8 | at[1]);
  return (nst_sequence){2, !fixup, fixup};
}

nst_sequence nst_next_sequence(const nst_byte_form *form, const unsigned char *at, size_t left) {
  switch (form->kinds[at[0]] & NST_BYTE_KIND) {
    case NST_BYTE_ASCII:
    case NST_BYTE_ONE: return (nst_sequence){1, true, NULL};
    case NST_BYTE_KANA:
      if (left < 2) return (nst_sequence){1, false, NULL};
      if (is_between(at[1], 0xA1, 0xDF)) return (nst_sequence){2, true, NULL};
      return bad_part(at, 2);
    case NST_BYTE_THREE: return three_bytes(at, left);
    case NST_BYTE_FIXED: {
      const nst_charset_fixup *fixup = nst_find_fixup(form, at[0]);
      if (fixup) return (nst_sequence){1, false, fixup};
      return two_bytes(form, at, left);
    }
    case NST_BYTE_TWO:
    case NST_BYTE_EMPTY: return two_bytes(form, at, left);
    default: return (nst_sequence){1, false, NULL};
  }
}
