/* UTF-8 by Unicode 15, table 3-7, and the maximal parts of section 3.9. */
#include "check.h"
#include "support.h"

#include <stdlib.h>
#include <unicode/utf8.h>

/* Decodes from a block of exactly this size, so that a sanitizer sees a byte
   read too many. */
static size_t decode_exactly(const char *bytes, size_t size, uint32_t *code_point) {
  char *copy = malloc(size);
  if (!copy) return 0;
  memcpy(copy, bytes, size);
  size_t length = nst_utf8_decode(copy, size, code_point);
  free(copy);
  return length;
}

static void decodes_boundaries(void) {
  static const struct {
    const char *bytes;
    uint32_t code_point;
  } cases[] = {
      {"\x01", 0x1},
      {"\x7F", 0x7F},
      {"\xC2\x80", 0x80},
      {"\xDF\xBF", 0x7FF},
      {"\xE0\xA0\x80", 0x800},
      {"\xE0\xBF\xBF", 0xFFF},
      {"\xE1\x80\x80", 0x1000},
      {"\xEC\xBF\xBF", 0xCFFF},
      {"\xED\x80\x80", 0xD000},
      {"\xED\x9F\xBF", 0xD7FF},
      {"\xEE\x80\x80", 0xE000},
      {"\xEF\xBF\xBD", 0xFFFD},
      {"\xEF\xBF\xBF", 0xFFFF},
      {"\xF0\x90\x80\x80", 0x10000},
      {"\xF0\xBF\xBF\xBF", 0x3FFFF},
      {"\xF1\x80\x80\x80", 0x40000},
      {"\xF3\xBF\xBF\xBF", 0xFFFFF},
      {"\xF4\x80\x80\x80", 0x100000},
      {"\xF4\x8F\xBF\xBF", 0x10FFFF},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("U+%04X", (unsigned)cases[i].code_point);
    uint32_t c = 0;
    char out[4];
    size_t size = strlen(cases[i].bytes);
    CHECK_EQUAL(decode_exactly(cases[i].bytes, size, &c), size);
    CHECK_EQUAL(c, cases[i].code_point);
    CHECK_BYTES(out, nst_utf8_encode(cases[i].code_point, out), cases[i].bytes, size);
  }
}

static void decodes_nul_as_a_character(void) {
  uint32_t c = 1;
  CHECK_EQUAL(nst_utf8_decode("\0a", 2, &c), 1);
  CHECK_EQUAL(c, 0);
}

/* `parts` are the lengths of the characters and ill-formed parts, as digits. */
static const struct {
  const char *bytes;
  const char *parts;
} ill_formed[] = {
    {"\x80", "1"},
    {"\xBF\xBF", "11"},
    {"\xC0\xAF", "11"},                                    /* overlong */
    {"\xC1\xBF", "11"},                                    /* overlong */
    {"\xE0\x80\xAF", "111"},                               /* overlong */
    {"\xE0\x9F\xBF", "111"},                               /* overlong */
    {"\xF0\x80\x80\xAF", "1111"},                          /* overlong */
    {"\xF0\x8F\xBF\xBF", "1111"},                          /* overlong */
    {"\xED\xA0\x80", "111"},                               /* surrogate */
    {"\xED\xBF\xBF", "111"},                               /* surrogate */
    {"\xF4\x90\x80\x80", "1111"},                          /* above 10FFFF */
    {"\xF5\x80\x80\x80", "1111"},                          /* no lead byte */
    {"\xF8\x88\x80\x80\x80", "11111"},                     /* no lead byte */
    {"\xFE\xFF", "11"},                                    /* never in UTF-8 */
    {"\xC2", "1"},                                         /* cut */
    {"\xC2\x41", "11"},                                    /* cut */
    {"\xE0\xA0", "2"},                                     /* cut */
    {"\xE4\xB8", "2"},                                     /* cut */
    {"\xE4\xB8\x41", "21"},                                /* cut */
    {"\xE4\x41", "11"},                                    /* cut */
    {"\xED\x9F", "2"},                                     /* cut */
    {"\xF0\x90", "2"},                                     /* cut */
    {"\xF0\x90\x80", "3"},                                 /* cut */
    {"\xF1\x80\x80\x41", "31"},                            /* cut */
    {"\xF4\x8F\xBF", "3"},                                 /* cut */
    {"\xF0\x90\xE4\xB8\xAD", "23"},                        /* a lead byte inside */
    {"\xE4\xC2\x80", "12"},                                /* a lead byte inside */
    {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "111111111"}, /* table 3-8 */
    {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "111111111"}, /* table 3-9 */
    {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "111111111"}, /* table 3-10 */
    {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "21321"},     /* table 3-11 */
    {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64", "1321111111"},
};

static void cuts_ill_formed_into_maximal_parts(void) {
  for (size_t i = 0; i < sizeof ill_formed / sizeof *ill_formed; i++) {
    check_note("row %zu", i);
    const char *bytes = ill_formed[i].bytes;
    size_t size = strlen(bytes), at = 0, part = 0;
    for (; at < size && ill_formed[i].parts[part]; part++) {
      uint32_t c = 0;
      size_t length = decode_exactly(bytes + at, size - at, &c);
      if (!CHECK_EQUAL(length, ill_formed[i].parts[part] - '0')) break;
      size_t whole = 0;
      U8_FWD_1((const uint8_t *)bytes + at, whole, size - at);
      CHECK_EQUAL(length, whole);
      at += length;
    }
    CHECK_EQUAL(at, size);
    CHECK_EQUAL(nst_utf8_count(bytes, size), strlen(ill_formed[i].parts));
  }
}

/* ICU's macros follow the same rule and are another hand's work. */
static void agrees_with_icu(const unsigned char *bytes, int32_t size) {
  uint32_t c = 0;
  UChar32 expected;
  int32_t at = 0;
  U8_NEXT_OR_FFFD(bytes, at, size, expected);
  size_t length = nst_utf8_decode((const char *)bytes, (size_t)size, &c);
  if (length == (size_t)at && c == (uint32_t)expected) return;
  check_note("%02X %02X %02X %02X, size %d", bytes[0], bytes[1], bytes[2], bytes[3], (int)size);
  CHECK_EQUAL(length, at);
  CHECK_EQUAL(c, expected);
}

static void agrees_with_icu_on_all_beginnings(void) {
  static const unsigned char edges[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0,
                                        0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF0, 0xF4, 0xFF};
  for (unsigned pair = 0; pair < 0x10000; pair++)
    for (size_t i = 0; i < sizeof edges; i++)
      for (size_t j = 0; j < sizeof edges; j++) {
        unsigned char bytes[4] = {(unsigned char)(pair >> 8), (unsigned char)pair, edges[i],
                                  edges[j]};
        agrees_with_icu(bytes, 4);
        if (j) continue;
        for (int32_t size = 1; size < 4; size++) agrees_with_icu(bytes, size);
      }
}

static void all_scalar_values_come_back(void) {
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    char bytes[4];
    uint32_t back = 0;
    size_t size = nst_utf8_encode(c, bytes);
    if (nst_utf8_decode(bytes, size, &back) == size && back == c) continue;
    check_note("U+%04X", (unsigned)c);
    CHECK_EQUAL(back, c);
  }
}

static void encodes_what_is_no_scalar_value_as_replacement(void) {
  static const uint32_t values[] = {0xD800,   0xDBFF,     0xDC00,    0xDFFF,
                                    0x110000, 0x7FFFFFFF, UINT32_MAX};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    char out[4];
    check_note("%X", (unsigned)values[i]);
    CHECK_TEXT(out, nst_utf8_encode(values[i], out), "\xEF\xBF\xBD");
  }
}

static void counts_characters(void) {
  CHECK_EQUAL(nst_utf8_count("", 0), 0);
  CHECK_EQUAL(nst_utf8_count("abc", 3), 3);
  CHECK_EQUAL(nst_utf8_count("中文", 6), 2);
  CHECK_EQUAL(nst_utf8_count("中文", 5), 2);
  CHECK_EQUAL(nst_utf8_count("中文", 4), 2);
  CHECK_EQUAL(nst_utf8_count("a\0b", 3), 3);
}

#define FFFD "\xEF\xBF\xBD"

static void repairs(void) {
  static const struct {
    const char *bytes;
    size_t size;
    const char *repaired;
  } cases[] = {
      {"", 0, ""},
      {"abc", 3, "abc"},
      {"中文", 6, "中文"},
      {"\0", 1, ""},
      {"\0\0a\0b\0", 6, "ab"},
      {"a" FFFD "b", 5, "a" FFFD "b"},
      {"\xFF", 1, FFFD},
      {"a\xFF"
       "b",
       3, "a" FFFD "b"},
      {"\xE4\xB8", 2, FFFD},
      {"中\xE6\x96", 5, "中" FFFD},
      {"\xE6\x96中", 5, FFFD "中"},
      {"\xED\xA0\x80", 3, FFFD FFFD FFFD},
      {"\x80\0\x80", 3, FFFD FFFD},
      {"\xE4\0\xB8\xAD", 4, FFFD FFFD FFFD},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("row %zu", i);
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    CHECK_EQUAL(nst_buffer_append(&out, "<", 1), NST_OK);
    CHECK_EQUAL(nst_utf8_repair(cases[i].bytes, cases[i].size, &out), NST_OK);
    CHECK_TEXT(out.bytes, 1, "<");
    CHECK_TEXT(out.bytes + 1, out.size - 1, cases[i].repaired);
    nst_buffer_free(&out);
  }
}

/* Character by character, the slow way. */
static void repair_slowly(const char *text, size_t size, nst_buffer *out) {
  for (size_t at = 0; at < size;) {
    char bytes[4];
    uint32_t c;
    at += nst_utf8_decode(text + at, size - at, &c);
    if (c) CHECK_EQUAL(nst_buffer_append(out, bytes, nst_utf8_encode(c, bytes)), NST_OK);
  }
}

static void repairs_random_bytes_like_one_by_one(void) {
  static const char *const pieces[] = {"a",        "中",   "\xF0\x9F\x98\x80", "\x80", "\xC2",
                                       "\xE4\xB8", "\xED", "\xF0\x90",         "\xFF", FFFD};
  uint64_t state = 1;
  nst_buffer text, out, expected;
  nst_buffer_init(&text, NULL);
  nst_buffer_init(&out, NULL);
  nst_buffer_init(&expected, NULL);
  for (int round = 0; round < 2000; round++) {
    check_note("round %d", round);
    text.size = out.size = expected.size = 0;
    random_text(&state, pieces, sizeof pieces / sizeof *pieces, random_below(&state, 60), &text);
    if (text.size) text.bytes[random_below(&state, text.size)] = 0;
    CHECK_EQUAL(nst_utf8_repair(text.bytes, text.size, &out), NST_OK);
    repair_slowly(text.bytes, text.size, &expected);
    if (!CHECK_BYTES(out.bytes, out.size, expected.bytes, expected.size)) break;
  }
  nst_buffer_free(&text);
  nst_buffer_free(&out);
  nst_buffer_free(&expected);
}

static const check_test tests[] = {
    {"the first and last character of each length", decodes_boundaries},
    {"NUL is a character", decodes_nul_as_a_character},
    {"ill-formed bytes are cut into maximal parts", cuts_ill_formed_into_maximal_parts},
    {"ICU reads all beginnings of four bytes alike", agrees_with_icu_on_all_beginnings},
    {"all scalar values come back", all_scalar_values_come_back},
    {"what is no scalar value is written as U+FFFD",
     encodes_what_is_no_scalar_value_as_replacement},
    {"characters are counted", counts_characters},
    {"repair replaces ill-formed parts and drops NUL", repairs},
    {"repair is what one by one gives", repairs_random_bytes_like_one_by_one},
};

CHECK_SUITE(utf8);
