/* Keys, their numbers, and the forms they were met in. */
#include "check.h"
#include "core/vocabulary.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

static nst_vocabulary *open_vocabulary(void) {
  nst_vocabulary *vocabulary = NULL;
  CHECK_EQUAL(nst_vocabulary_create(NULL, &vocabulary), NST_OK);
  return vocabulary;
}

static uint32_t intern(nst_vocabulary *vocabulary, const char *key) {
  uint32_t term = NST_NO_TERM;
  CHECK_EQUAL(nst_vocabulary_intern(vocabulary, key, strlen(key), &term), NST_OK);
  return term;
}

static void add_surface(nst_vocabulary *vocabulary, uint32_t term, const char *form,
                        uint64_t uses) {
  CHECK_EQUAL(nst_vocabulary_add_surface(vocabulary, term, form, strlen(form), uses), NST_OK);
}

static void check_surface(const nst_vocabulary *vocabulary, uint32_t term, const char *expected) {
  size_t size;
  const char *form = nst_vocabulary_surface(vocabulary, term, &size);
  CHECK_TEXT(form, size, expected);
}

/* -- Keys ----------------------------------------------------------------------- */

static void numbers_terms_from_zero(void) {
  nst_vocabulary *vocabulary = open_vocabulary();
  REQUIRE(vocabulary != NULL);
  CHECK_EQUAL(nst_vocabulary_size(vocabulary), 0);
  CHECK_EQUAL(nst_vocabulary_find(vocabulary, "中国", 6), NST_NO_TERM);
  CHECK_EQUAL(intern(vocabulary, "中国"), 0);
  CHECK_EQUAL(intern(vocabulary, "武汉"), 1);
  CHECK_EQUAL(intern(vocabulary, "中国"), 0);
  CHECK_EQUAL(nst_vocabulary_find(vocabulary, "武汉", 6), 1);
  CHECK_EQUAL(nst_vocabulary_find(vocabulary, "武", 3), NST_NO_TERM);
  CHECK_EQUAL(nst_vocabulary_find(vocabulary, "武汉市", 9), NST_NO_TERM);
  CHECK_EQUAL(nst_vocabulary_size(vocabulary), 2);
  nst_vocabulary_destroy(vocabulary);
}

static void takes_any_bytes_as_a_key(void) {
  static const struct {
    const char *bytes;
    size_t size;
  } keys[] = {{"", 0},         {"\0", 1},        {"\0\0", 2},      {"a", 1},
              {"a\0", 2},      {"a\0b", 3},      {"\xFF\xFE", 2},  {"1234567", 7},
              {"12345678", 8}, {"123456789", 9}, {"12345678\0", 9}};
  nst_vocabulary *vocabulary = open_vocabulary();
  REQUIRE(vocabulary != NULL);
  for (uint32_t round = 0; round < 2; round++)
    for (uint32_t i = 0; i < sizeof keys / sizeof *keys; i++) {
      uint32_t term = NST_NO_TERM;
      size_t size;
      check_note("key %u", (unsigned)i);
      CHECK_EQUAL(nst_vocabulary_intern(vocabulary, keys[i].bytes, keys[i].size, &term), NST_OK);
      CHECK_EQUAL(term, i);
      CHECK_EQUAL(nst_vocabulary_find(vocabulary, keys[i].bytes, keys[i].size), i);
      const char *key = nst_vocabulary_key(vocabulary, i, &size);
      CHECK_BYTES(key, size, keys[i].bytes, keys[i].size);
    }
  nst_vocabulary_destroy(vocabulary);
}

static void copies_the_key(void) {
  nst_vocabulary *vocabulary = open_vocabulary();
  REQUIRE(vocabulary != NULL);
  char key[] = "武汉";
  uint32_t term = intern(vocabulary, key);
  key[0] = 'x';
  CHECK_EQUAL(nst_vocabulary_find(vocabulary, "武汉", 6), term);
  nst_vocabulary_destroy(vocabulary);
}

static void grows(void) {
  enum { KEYS = 200000 };
  counted_memory memory;
  counted_memory_init(&memory);
  nst_vocabulary *vocabulary = NULL;
  REQUIRE(nst_vocabulary_create(&memory.allocator, &vocabulary) == NST_OK);
  char key[32];
  size_t wrong = 0;
  for (uint32_t i = 0; i < KEYS; i++) {
    snprintf(key, sizeof key, "key %u", (unsigned)(i * 7919u));
    wrong += intern(vocabulary, key) != i;
  }
  for (uint32_t i = 0; i < KEYS; i++) {
    size_t size;
    snprintf(key, sizeof key, "key %u", (unsigned)(i * 7919u));
    const char *kept = nst_vocabulary_key(vocabulary, i, &size);
    wrong += nst_vocabulary_find(vocabulary, key, strlen(key)) != i || size != strlen(key) ||
             memcmp(kept, key, size) != 0;
    snprintf(key, sizeof key, "none %u", (unsigned)i);
    wrong += nst_vocabulary_find(vocabulary, key, strlen(key)) != NST_NO_TERM;
  }
  CHECK_EQUAL(wrong, 0);
  CHECK_EQUAL(nst_vocabulary_size(vocabulary), KEYS);
  nst_vocabulary_destroy(vocabulary);
  CHECK(counted_memory_is_clean(&memory));
}

static void keeps_large_keys(void) {
  enum { SIZE = 1 << 20 };
  nst_vocabulary *vocabulary = open_vocabulary();
  char *key = malloc(SIZE);
  if (vocabulary && CHECK(key != NULL)) {
    memset(key, 'k', SIZE);
    uint32_t first = NST_NO_TERM, second = NST_NO_TERM;
    CHECK_EQUAL(nst_vocabulary_intern(vocabulary, key, SIZE, &first), NST_OK);
    key[SIZE - 1] = 'l';
    CHECK_EQUAL(nst_vocabulary_intern(vocabulary, key, SIZE, &second), NST_OK);
    CHECK(first == 0 && second == 1);
    CHECK_EQUAL(nst_vocabulary_find(vocabulary, key, SIZE), 1);
    CHECK_EQUAL(nst_vocabulary_find(vocabulary, key, SIZE - 1), NST_NO_TERM);
  }
  free(key);
  nst_vocabulary_destroy(vocabulary);
}

/* -- Forms ------------------------------------------------------------------------- */

typedef struct use {
  const char *form;
  uint64_t uses;
} use;

static void the_most_frequent_form_wins(void) {
  static const struct {
    const char *key;
    use uses[6];
    const char *expected;
  } cases[] = {
      {"武汉", {{NULL, 0}}, "武汉"},
      {"武汉", {{"武漢", 1}}, "武漢"},
      {"武汉", {{"武漢", 1}, {"武汉", 2}}, "武汉"},
      {"武汉", {{"武漢", 3}, {"武汉", 2}}, "武漢"},
      {"abc", {{"ABC", 1}, {"Abc", 1}, {"ABC", 1}}, "ABC"},
      {"abc", {{"ABC", 1}, {"Abc", 1}}, "ABC"},           /* equals: the first in byte order */
      {"abc", {{"Abc", 1}, {"ABC", 1}}, "ABC"},           /* whichever came first */
      {"abc", {{"abc", 1}, {"ABC", 1}}, "ABC"},           /* and the key is no exception */
      {"abc", {{"abc", 1}, {"abcd", 1}}, "abc"},          /* a beginning before the whole */
      {"b", {{"b", 1}, {"\xC3\xA4", 1}}, "b"},            /* bytes have no sign */
      {"a", {{"A", 5000000000}, {"a", 4999999999}}, "A"}, /* more than 32 bits count */
      {"a", {{"B", 2}, {"A", 2}, {"a", 3}, {"A", 1}}, "A"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    nst_vocabulary *vocabulary = open_vocabulary();
    REQUIRE(vocabulary != NULL);
    uint32_t term = intern(vocabulary, cases[i].key);
    for (const use *one = cases[i].uses; one->form; one++)
      add_surface(vocabulary, term, one->form, one->uses);
    check_note("row %zu", i);
    check_surface(vocabulary, term, cases[i].expected);
    nst_vocabulary_destroy(vocabulary);
  }
}

static void forms_belong_to_their_term(void) {
  nst_vocabulary *vocabulary = open_vocabulary();
  REQUIRE(vocabulary != NULL);
  uint32_t first = intern(vocabulary, "a"), second = intern(vocabulary, "b");
  add_surface(vocabulary, first, "X", 5);
  add_surface(vocabulary, second, "Y", 1);
  check_surface(vocabulary, first, "X");
  check_surface(vocabulary, second, "Y");
  add_surface(vocabulary, second, "X", 7);
  check_surface(vocabulary, second, "X");
  nst_vocabulary_destroy(vocabulary);
}

/* However many there are, and in whatever order they come. */
static void counts_each_of_many_forms(void) {
  nst_vocabulary *vocabulary = open_vocabulary();
  REQUIRE(vocabulary != NULL);
  uint32_t term = intern(vocabulary, "word");
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 3000; i++) {
      char form[16];
      snprintf(form, sizeof form, "Word%04d", i);
      add_surface(vocabulary, term, form, i == 1234 && round ? 2 : 1);
    }
  check_surface(vocabulary, term, "Word1234"); /* 3 uses, the others have 2 */
  nst_vocabulary_destroy(vocabulary);
}

/* -- Taking over from another vocabulary ------------------------------------------------ */

static void takes_terms_of_another(void) {
  nst_vocabulary *mine = open_vocabulary(), *other = open_vocabulary();
  REQUIRE(mine && other);
  intern(mine, "国家");
  uint32_t known = intern(mine, "武汉"), taken = NST_NO_TERM;
  add_surface(mine, known, "武漢", 1);
  uint32_t first = intern(other, "武汉"), second = intern(other, "新");
  add_surface(other, first, "武汉", 3);
  add_surface(other, first, "武漢", 1);
  add_surface(other, second, "新!", 1);
  CHECK_EQUAL(nst_vocabulary_take(mine, other, first, &taken), NST_OK);
  CHECK_EQUAL(taken, known);
  check_surface(mine, known, "武汉"); /* 3 to 2 */
  CHECK_EQUAL(nst_vocabulary_take(mine, other, second, &taken), NST_OK);
  CHECK_EQUAL(taken, 2);
  check_surface(mine, taken, "新!");
  nst_vocabulary_destroy(other);
  check_surface(mine, taken, "新!"); /* a copy */
  CHECK_EQUAL(nst_vocabulary_find(mine, "新", 3), 2);
  nst_vocabulary_destroy(mine);
}

static const check_test tests[] = {
    {"terms are numbered from zero", numbers_terms_from_zero},
    {"any bytes are a key", takes_any_bytes_as_a_key},
    {"keys are copied", copies_the_key},
    {"it grows to 200,000 keys", grows},
    {"it keeps large keys", keeps_large_keys},
    {"the most frequent form wins, of equals the first in byte order", the_most_frequent_form_wins},
    {"forms belong to their term", forms_belong_to_their_term},
    {"each of many forms is counted", counts_each_of_many_forms},
    {"terms of another vocabulary are taken with their forms", takes_terms_of_another},
};

CHECK_SUITE(vocabulary);
