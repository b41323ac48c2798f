/* From the words of a text to its terms. */
#include "check.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

/* What a document needs, and one. */
typedef struct fixture {
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  nst_vocabulary *vocabulary;
  nst_document *document;
} fixture;

static bool set_up(fixture *own) {
  memset(own, 0, sizeof *own);
  own->lexicon = open_lexicon();
  own->segmenter = own->lexicon ? open_segmenter(own->lexicon) : NULL;
  CHECK_EQUAL(nst_vocabulary_create(NULL, &own->vocabulary), NST_OK);
  if (own->vocabulary)
    CHECK_EQUAL(nst_document_create(own->vocabulary, NULL, &own->document), NST_OK);
  return own->segmenter && own->document;
}

static void tear_down(fixture *own) {
  nst_document_destroy(own->document);
  nst_vocabulary_destroy(own->vocabulary);
  nst_segmenter_destroy(own->segmenter);
  nst_lexicon_close(own->lexicon);
}

static void add(fixture *own, const nst_term_rules *rules, const char *text) {
  CHECK_EQUAL(nst_document_add_text(own->document, own->segmenter, rules, text, strlen(text)),
              NST_OK);
}

/* Writes the terms as "key:count key:count". */
static void check_terms(const fixture *own, const char *expected) {
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  size_t count, size;
  uint64_t uses = 0;
  const nst_occurrence *terms = nst_document_terms(own->document, &count);
  for (size_t i = 0; i < count; i++) {
    char number[16];
    snprintf(number, sizeof number, ":%u", (unsigned)terms[i].count);
    const char *key = nst_vocabulary_key(own->vocabulary, terms[i].term, &size);
    CHECK_EQUAL(nst_buffer_append(&out, " ", i > 0), NST_OK);
    CHECK_EQUAL(nst_buffer_append(&out, key, size), NST_OK);
    CHECK_EQUAL(nst_buffer_append(&out, number, strlen(number)), NST_OK);
    uses += terms[i].count;
  }
  CHECK_TEXT(out.bytes, out.size, expected);
  CHECK_EQUAL(nst_document_uses(own->document), uses);
  nst_buffer_free(&out);
}

static void finds_terms(void) {
  static const struct {
    const char *text;
    const char *terms;
    size_t words;
  } cases[] = {
      {"", "", 0},
      {"。 ，\n", "", 0},
      {"武汉的医院，武漢的醫院。", "武汉:2 医院:2", 6},
      {"中国 China CHINA ｃｈｉｎａ", "中国:1 china:3", 4},
      {"3.14 1,200 50% 300万 2024", "", 5},
      {"http://example.com/ www.example.com", "", 2},
      {"a b ab", "ab:1", 3},
      {"T恤", "t恤:1", 1},
      {"COVID-19 covid-19", "covid-19:2", 2},
      {"かな한글ไทย", "かな:1 한글:1 ไทย:1", 3},
      {"straße STRASSE", "strasse:2", 2},
      {"\u0301\u0301\u0301", "", 1},
      {"鿿鿾", "", 2},
      {"\xFF\xFF", "", 0},
  };
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      nst_document_clear(own.document);
      check_note("%s", cases[i].text);
      add(&own, NULL, cases[i].text);
      check_terms(&own, cases[i].terms);
      CHECK_EQUAL(nst_document_words(own.document), cases[i].words);
    }
  tear_down(&own);
}

static void leaves_out_quantities_and_dates(void) {
  static const char *const texts[] = {"三百",   "第一",       "1949年",
                                      "十二月", "一九四九年", "２０２４年"};
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
      nst_document_clear(own.document);
      check_note("%s", texts[i]);
      add(&own, NULL, texts[i]);
      check_terms(&own, "");
    }
  tear_down(&own);
}

static void rules_choose(void) {
  static const char *const nouns[] = {"n", "ns"}, *const none[] = {"zzz"};
  static const char text[] = "我爱北京的天安门，ABC 中华人民共和国";
  static const struct {
    nst_term_rules rules;
    const char *terms;
  } cases[] = {
      {{0, NULL, 0, NULL}, "北京:1 天安门:1 abc:1 中华人民共和国:1"},
      {{1, NULL, 0, NULL}, "我:1 爱:1 北京:1 的:1 天安门:1 abc:1 中华人民共和国:1"},
      {{2, NULL, 0, NULL}, "北京:1 天安门:1 abc:1 中华人民共和国:1"},
      {{3, NULL, 0, NULL}, "天安门:1 abc:1 中华人民共和国:1"},
      {{7, NULL, 0, NULL}, "中华人民共和国:1"},
      {{8, NULL, 0, NULL}, ""},
      {{SIZE_MAX, NULL, 0, NULL}, ""},
      {{0, nouns, 2, NULL}, "北京:1 天安门:1 中华人民共和国:1"},
      {{0, none, 1, NULL}, ""},
      {{0, nouns, 0, NULL}, ""}, /* a list with nothing in it allows nothing */
  };
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      nst_document_clear(own.document);
      check_note("row %zu", i);
      add(&own, &cases[i].rules, text);
      check_terms(&own, cases[i].terms);
      CHECK_EQUAL(nst_document_words(own.document), 7);
    }
  tear_down(&own);
}

/* Stop words are compared by key, so one spelling stops all. */
static void stop_words_stop(void) {
  fixture own;
  nst_vocabulary *stop = NULL;
  if (set_up(&own) && CHECK_EQUAL(nst_vocabulary_create(NULL, &stop), NST_OK)) {
    uint32_t term;
    CHECK_EQUAL(nst_vocabulary_intern(stop, "武汉", 6, &term), NST_OK);
    CHECK_EQUAL(nst_vocabulary_intern(stop, "abc", 3, &term), NST_OK);
    nst_term_rules rules = {0, NULL, 0, stop};
    add(&own, &rules, "武漢 武汉 ABC Ａbc abcd 北京");
    check_terms(&own, "abcd:1 北京:1");
    CHECK_EQUAL(nst_document_words(own.document), 6);
    CHECK_EQUAL(nst_vocabulary_size(own.vocabulary), 2);
  }
  nst_vocabulary_destroy(stop);
  tear_down(&own);
}

static void long_words_are_no_terms(void) {
  fixture own;
  if (set_up(&own)) {
    char text[520];
    memset(text, 'a', 200);
    text[200] = ' ';
    memset(text + 201, 'b', 201);
    text[402] = 0;
    add(&own, NULL, text);
    size_t count, size = 0;
    const nst_occurrence *terms = nst_document_terms(own.document, &count);
    if (CHECK_EQUAL(count, 1)) nst_vocabulary_key(own.vocabulary, terms[0].term, &size);
    CHECK_EQUAL(size, 200);
  }
  tear_down(&own);
}

/* The place of a term's first use counts words, not marks or spaces, and goes
   on from text to text. */
static void tells_where_terms_are_first_used(void) {
  fixture own;
  if (set_up(&own)) {
    add(&own, NULL, "，我 爱 北京。北京");
    add(&own, NULL, "在 上海");
    size_t count;
    const nst_occurrence *terms = nst_document_terms(own.document, &count);
    if (CHECK_EQUAL(count, 2)) CHECK(terms[0].first == 2 && terms[1].first == 5);
    CHECK_EQUAL(nst_document_words(own.document), 6);
    check_terms(&own, "北京:2 上海:1");
  }
  tear_down(&own);
}

static void shows_the_most_frequent_form(void) {
  fixture own;
  if (set_up(&own)) {
    size_t size;
    add(&own, NULL, "武漢 武漢 武汉 NASA nasa NASA Nasa");
    const char *form = nst_vocabulary_surface(own.vocabulary, 0, &size);
    CHECK_TEXT(form, size, "武漢");
    form = nst_vocabulary_surface(own.vocabulary, 1, &size);
    CHECK_TEXT(form, size, "NASA");
    CHECK(nst_document_vocabulary(own.document) == own.vocabulary);
  }
  tear_down(&own);
}

static void clearing_begins_anew(void) {
  fixture own;
  if (set_up(&own))
    for (int round = 0; round < 3; round++) {
      nst_document_clear(own.document);
      check_terms(&own, "");
      CHECK_EQUAL(nst_document_words(own.document), 0);
      add(&own, NULL, "北京 上海 北京");
      check_terms(&own, "北京:2 上海:1");
      CHECK_EQUAL(nst_vocabulary_size(own.vocabulary), 2);
    }
  tear_down(&own);
}

/* Many distinct terms, so that the tables grow; each as often as its number
   modulo 3 and once more. */
static void counts_many_terms(void) {
  enum { TERMS = 50000 };
  fixture own;
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  if (set_up(&own)) {
    for (unsigned round = 0; round < 3; round++)
      for (unsigned i = 0; i < TERMS; i++) {
        char word[16];
        snprintf(word, sizeof word, "w%u ", i);
        if (i % 3 >= round) CHECK_EQUAL(nst_buffer_append(&text, word, strlen(word)), NST_OK);
      }
    CHECK_EQUAL(nst_document_add_text(own.document, own.segmenter, NULL, text.bytes, text.size),
                NST_OK);
    size_t count;
    const nst_occurrence *terms = nst_document_terms(own.document, &count);
    CHECK_EQUAL(count, TERMS);
    for (size_t i = 0; i < count; i++)
      if (terms[i].term != i || terms[i].count != i % 3 + 1 || terms[i].first != i) {
        check_note("term %zu", i);
        CHECK_EQUAL(terms[i].count, i % 3 + 1);
        CHECK_EQUAL(terms[i].first, i);
      }
  }
  nst_buffer_free(&text);
  tear_down(&own);
}

static const check_test tests[] = {
    {"terms are words of any script, by their key", finds_terms},
    {"quantities and dates are no terms", leaves_out_quantities_and_dates},
    {"rules choose by length and tag", rules_choose},
    {"stop words stop in all spellings", stop_words_stop},
    {"words of more than 200 bytes are no terms", long_words_are_no_terms},
    {"the place of the first use is told", tells_where_terms_are_first_used},
    {"the most frequent form is shown", shows_the_most_frequent_form},
    {"clearing begins anew", clearing_begins_anew},
    {"50,000 terms are counted", counts_many_terms},
};

CHECK_SUITE(document);
