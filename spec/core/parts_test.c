/* Words inside a word, for search. */
#include "check.h"
#include "support.h"

#include <stdlib.h>

/* Writes the parts of a text, taken as one word of that kind, with `|` between. */
static void check_parts(const nst_lexicon *lexicon, const char *text, nst_word_kind kind,
                        const char *expected) {
  nst_word parts[NST_MOST_PARTS];
  nst_word whole = {2, strlen(text), "x", kind, 0};
  nst_buffer given, out;
  nst_buffer_init(&given, NULL);
  nst_buffer_init(&out, NULL);
  CHECK_EQUAL(nst_buffer_append(&given, "ab", 2), NST_OK); /* before the word */
  CHECK_EQUAL(nst_buffer_append(&given, text, strlen(text)), NST_OK);
  size_t count = nst_word_parts(lexicon, given.bytes, &whole, parts);
  for (size_t i = 0; i < count; i++) {
    CHECK_EQUAL(nst_buffer_append(&out, "|", i > 0), NST_OK);
    CHECK_EQUAL(nst_buffer_append(&out, given.bytes + parts[i].first, parts[i].size), NST_OK);
    CHECK_EQUAL(parts[i].kind, NST_WORD_LEXICON);
    CHECK(parts[i].tag && parts[i].tag[0]);
  }
  check_note("%s", text);
  CHECK_TEXT(out.bytes, out.size, expected);
  nst_buffer_free(&given);
  nst_buffer_free(&out);
}

static void parts_are_words_of_two_and_three(void) {
  nst_lexicon *lexicon = open_lexicon();
  REQUIRE(lexicon != NULL);
  check_parts(lexicon, "中华人民共和国", NST_WORD_LEXICON, "中华|华人|人民|共和|共和国");
  check_parts(lexicon, "中華人民共和國", NST_WORD_LEXICON, "中華|華人|人民|共和|共和國");
  check_parts(lexicon, "清华大学", NST_WORD_USER, "清华|华大|大学");
  check_parts(lexicon, "大学生", NST_WORD_LEXICON, "大学|学生");
  check_parts(lexicon, "大学", NST_WORD_LEXICON, "");
  check_parts(lexicon, "学", NST_WORD_LEXICON, "");
  check_parts(lexicon, "", NST_WORD_LEXICON, "");
  check_parts(lexicon, "鿿鿾鿿", NST_WORD_NAME, "");
  check_parts(lexicon, "大学生", NST_WORD_LATIN, "");
  check_parts(lexicon, "大学生", NST_WORD_PUNCTUATION, "");
  check_parts(lexicon, "大\xFF学生", NST_WORD_USER, "学生");
  nst_lexicon_close(lexicon);
}

/* As many as there can be, and a word that is longer still. */
static void there_is_room_for_all(void) {
  nst_lexicon *lexicon = open_lexicon();
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  for (size_t characters = 60; lexicon && characters <= 300; characters++) {
    nst_word parts[NST_MOST_PARTS + 1];
    uint64_t state = 0;
    text.size = 0;
    random_text(&state, (const char *const[]){"人"}, 1, 3 * characters, &text);
    nst_word whole = {0, text.size, "x", NST_WORD_USER, 0};
    parts[NST_MOST_PARTS].first = 12345;
    size_t count = nst_word_parts(lexicon, text.bytes, &whole, parts);
    check_note("%zu characters", characters);
    CHECK(count <= NST_MOST_PARTS && parts[NST_MOST_PARTS].first == 12345);
  }
  nst_buffer_free(&text);
  nst_lexicon_close(lexicon);
}

static const check_test tests[] = {
    {"parts are words of two and three characters", parts_are_words_of_two_and_three},
    {"there is room for all parts", there_is_room_for_all},
};

CHECK_SUITE(parts);
