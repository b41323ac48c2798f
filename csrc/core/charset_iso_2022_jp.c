/* charset_iso_2022_jp.c: Japanese in seven bits, where escape sequences switch
   between character sets. */
#include "charset.h"

enum { ESCAPE = 0x1B, SHIFT_OUT = 0x0E, SHIFT_IN = 0x0F, MOST_PAIRS = 512 };

typedef enum set { SET_ASCII, SET_ROMAN, SET_KATAKANA, SET_KANJI } set;

typedef struct reader {
  const unsigned char *bytes;
  size_t size, at;
  set set;
  bool switched; /* an escape sequence, and nothing since: another one is an error */
  nst_buffer *out;
  size_t *replaced;
} reader;

static nst_status append(reader *reading, uint32_t code_point) {
  char bytes[4];
  return nst_buffer_append(reading->out, bytes, nst_utf8_encode(code_point, bytes));
}

static nst_status append_error(reader *reading) {
  ++*reading->replaced;
  return append(reading, NST_REPLACEMENT);
}

/* Finds the set of the escape sequence of which two bytes are given. */
static bool find_set(unsigned char first, unsigned char second, set *found) {
  if (first == '(' && second == 'B') return *found = SET_ASCII, true;
  if (first == '(' && second == 'J') return *found = SET_ROMAN, true;
  if (first == '(' && second == 'I') return *found = SET_KATAKANA, true;
  if (first == '$' && (second == '@' || second == 'B')) return *found = SET_KANJI, true;
  return false;
}

static nst_status read_escape(reader *reading) {
  const unsigned char *at = reading->bytes + reading->at;
  bool known = reading->size - reading->at >= 3 && find_set(at[1], at[2], &reading->set);
  bool bad = !known || reading->switched;
  reading->at += known ? 3 : 1;
  reading->switched = known;
  return bad ? append_error(reading) : NST_OK;
}

static bool is_kanji_byte(unsigned char byte) { return byte >= 0x21 && byte <= 0x7E; }

/* Reads a run of two-byte characters, which EUC-JP has with the high bits set. */
static nst_status read_kanji(reader *reading) {
  char pairs[2 * MOST_PAIRS];
  size_t count = 0;
  while (count < sizeof pairs && reading->size - reading->at >= 2) {
    const unsigned char *at = reading->bytes + reading->at;
    if (!is_kanji_byte(at[0]) || !is_kanji_byte(at[1])) break;
    pairs[count++] = (char)(at[0] | 0x80);
    pairs[count++] = (char)(at[1] | 0x80);
    reading->at += 2;
  }
  if (count)
    return nst_charset_convert(nst_charset_named("EUC-JP"), pairs, count, reading->out,
                               reading->replaced);
  /* An error: one byte that begins no character, or a character's first with
     what cannot be its second; an escape sequence is still read after it. */
  bool begun = is_kanji_byte(reading->bytes[reading->at++]);
  if (begun && reading->at < reading->size && reading->bytes[reading->at] != ESCAPE) reading->at++;
  return append_error(reading);
}

static nst_status read_single(reader *reading) {
  unsigned char byte = reading->bytes[reading->at++];
  if (reading->set == SET_KATAKANA)
    return byte >= 0x21 && byte <= 0x5F ? append(reading, 0xFF61u - 0x21u + byte)
                                        : append_error(reading);
  if (byte > 0x7F || byte == SHIFT_OUT || byte == SHIFT_IN) return append_error(reading);
  if (reading->set == SET_ROMAN && byte == 0x5C) return append(reading, 0xA5);
  if (reading->set == SET_ROMAN && byte == 0x7E) return append(reading, 0x203E);
  return append(reading, byte);
}

nst_status nst_iso_2022_jp_convert(const char *bytes, size_t size, nst_buffer *out,
                                   size_t *replaced) {
  reader reading = {(const unsigned char *)bytes, size, 0, SET_ASCII, false, out, replaced};
  nst_status status = NST_OK;
  while (reading.at < size && status == NST_OK) {
    if (reading.bytes[reading.at] == ESCAPE) {
      status = read_escape(&reading);
      continue;
    }
    reading.switched = false;
    status = reading.set == SET_KANJI ? read_kanji(&reading) : read_single(&reading);
  }
  return status;
}
