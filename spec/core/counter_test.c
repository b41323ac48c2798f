/* Counts over documents, merging, and the most used terms. */
#include "check.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

/* A segmenter, and documents of short Latin words over one vocabulary. */
typedef struct fixture {
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  nst_vocabulary *vocabulary;
  nst_document *document;
  nst_counter *counter;
} fixture;

static bool set_up(fixture *own) {
  memset(own, 0, sizeof *own);
  own->lexicon = open_lexicon();
  own->segmenter = own->lexicon ? open_segmenter(own->lexicon) : NULL;
  CHECK_EQUAL(nst_vocabulary_create(NULL, &own->vocabulary), NST_OK);
  if (!own->segmenter || !own->vocabulary) return false;
  CHECK_EQUAL(nst_document_create(own->vocabulary, NULL, &own->document), NST_OK);
  CHECK_EQUAL(nst_counter_create(own->vocabulary, NULL, &own->counter), NST_OK);
  return own->document && own->counter;
}

static void tear_down(fixture *own) {
  nst_counter_destroy(own->counter);
  nst_document_destroy(own->document);
  nst_vocabulary_destroy(own->vocabulary);
  nst_segmenter_destroy(own->segmenter);
  nst_lexicon_close(own->lexicon);
}

static void add_document(fixture *own, const char *text) {
  nst_document_clear(own->document);
  CHECK_EQUAL(nst_document_add_text(own->document, own->segmenter, NULL, text, strlen(text)),
              NST_OK);
  CHECK_EQUAL(nst_counter_add(own->counter, own->document), NST_OK);
}

static nst_count count_of(const fixture *own, const char *key) {
  return nst_counter_get(own->counter, nst_vocabulary_find(own->vocabulary, key, strlen(key)));
}

static void check_count(const fixture *own, const char *key, uint32_t documents, uint64_t uses) {
  nst_count count = count_of(own, key);
  check_note("%s", key);
  CHECK_EQUAL(count.documents, documents);
  CHECK_EQUAL(count.uses, uses);
}

/* The keys of the most used terms with spaces between. */
static void check_top(const nst_counter *counter, size_t limit, const char *expected) {
  nst_count *top = malloc((limit ? limit : 1) * sizeof *top);
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  if (CHECK(top != NULL)) {
    size_t found = nst_counter_top(counter, limit, top);
    for (size_t i = 0; i < found; i++) {
      size_t size;
      const char *key = nst_vocabulary_key(nst_counter_vocabulary(counter), top[i].term, &size);
      CHECK_EQUAL(nst_buffer_append(&out, " ", i > 0), NST_OK);
      CHECK_EQUAL(nst_buffer_append(&out, key, size), NST_OK);
      nst_count same = nst_counter_get(counter, top[i].term);
      CHECK(same.uses == top[i].uses && same.documents == top[i].documents);
    }
  }
  CHECK_TEXT(out.bytes, out.size, expected);
  nst_buffer_free(&out);
  free(top);
}

/* -- Counting ------------------------------------------------------------------ */

static void counts_uses_and_documents(void) {
  fixture own;
  if (set_up(&own)) {
    CHECK_EQUAL(nst_counter_size(own.counter), 0);
    add_document(&own, "武漢 武汉 北京");
    add_document(&own, "武汉 上海");
    add_document(&own, "");
    check_count(&own, "武汉", 2, 3);
    check_count(&own, "北京", 1, 1);
    check_count(&own, "上海", 1, 1);
    check_count(&own, "南京", 0, 0);
    CHECK_EQUAL(nst_counter_size(own.counter), 3);
    CHECK_EQUAL(nst_counter_documents(own.counter), 3);
    CHECK_EQUAL(nst_counter_uses(own.counter), 5);
    CHECK(nst_counter_vocabulary(own.counter) == own.vocabulary);
  }
  tear_down(&own);
}

static void unseen_terms_are_zero(void) {
  fixture own;
  if (set_up(&own)) {
    static const uint32_t terms[] = {0, 1, 1000, NST_NO_TERM - 1, NST_NO_TERM};
    for (int round = 0; round < 2; round++) {
      for (size_t i = round; i < sizeof terms / sizeof *terms; i++) {
        nst_count count = nst_counter_get(own.counter, terms[i]);
        check_note("term %u", (unsigned)terms[i]);
        CHECK(count.term == terms[i] && !count.uses && !count.documents);
      }
      add_document(&own, "北京"); /* term 0 */
    }
  }
  tear_down(&own);
}

enum { WORDS = 3000, DOCUMENTS = 60, DOCUMENT_WORDS = 800 };

typedef struct naive {
  uint32_t documents[WORDS], last[WORDS];
  uint64_t uses[WORDS];
} naive;

/* Few words are common and many rare, as in texts. */
static void write_document(uint64_t *state, naive *counts, uint32_t document, nst_buffer *text) {
  text->size = 0;
  for (int i = 0; i < DOCUMENT_WORDS; i++) {
    char word[16];
    size_t number = random_below(state, 1 + random_below(state, WORDS));
    snprintf(word, sizeof word, i % 2 ? "wo%zu " : "WO%zu\n", number);
    CHECK_EQUAL(nst_buffer_append(text, word, strlen(word)), NST_OK);
    counts->uses[number]++;
    if (counts->last[number] != document) counts->documents[number]++;
    counts->last[number] = document;
  }
}

static void check_naive(const nst_counter *counter, const naive *counts, uint64_t times) {
  size_t distinct = 0;
  for (size_t i = 0; i < WORDS; i++) {
    char key[16];
    snprintf(key, sizeof key, "wo%zu", i);
    uint32_t term = nst_vocabulary_find(nst_counter_vocabulary(counter), key, strlen(key));
    nst_count count = nst_counter_get(counter, term);
    distinct += counts->uses[i] > 0;
    if (count.uses == counts->uses[i] * times && count.documents == counts->documents[i] * times)
      continue;
    check_note("%s", key);
    CHECK_EQUAL(count.uses, counts->uses[i] * times);
    CHECK_EQUAL(count.documents, counts->documents[i] * times);
  }
  CHECK_EQUAL(nst_counter_size(counter), distinct);
  CHECK_EQUAL(nst_counter_documents(counter), DOCUMENTS * times);
  CHECK_EQUAL(nst_counter_uses(counter), DOCUMENTS * DOCUMENT_WORDS * times);
}

static void add_random_documents(fixture *own, naive *counts, uint64_t seed) {
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  memset(counts, 0, sizeof *counts);
  for (uint32_t i = 1; i <= DOCUMENTS; i++) {
    write_document(&seed, counts, i, &text);
    nst_document_clear(own->document);
    CHECK_EQUAL(nst_document_add_text(own->document, own->segmenter, NULL, text.bytes, text.size),
                NST_OK);
    CHECK_EQUAL(nst_counter_add(own->counter, own->document), NST_OK);
  }
  nst_buffer_free(&text);
}

static void counts_as_by_hand(void) {
  static naive counts;
  fixture own;
  if (set_up(&own)) {
    add_random_documents(&own, &counts, 43);
    check_naive(own.counter, &counts, 1);
  }
  tear_down(&own);
}

static void steps_through_all_once(void) {
  static naive counts;
  fixture own;
  if (set_up(&own)) {
    nst_count one;
    size_t place = 0, seen = 0;
    uint64_t uses = 0;
    CHECK(!nst_counter_next(own.counter, &place, &one));
    add_random_documents(&own, &counts, 47);
    for (place = 0; nst_counter_next(own.counter, &place, &one); seen++) {
      uses += one.uses;
      CHECK_EQUAL(nst_counter_get(own.counter, one.term).uses, one.uses);
    }
    CHECK_EQUAL(seen, nst_counter_size(own.counter));
    CHECK_EQUAL(uses, nst_counter_uses(own.counter));
    CHECK(!nst_counter_next(own.counter, &place, &one));
  }
  tear_down(&own);
}

/* -- Merging --------------------------------------------------------------------- */

static void merges_counters_of_one_vocabulary(void) {
  static naive counts;
  fixture own;
  nst_counter *sum = NULL;
  if (set_up(&own) && CHECK_EQUAL(nst_counter_create(own.vocabulary, NULL, &sum), NST_OK)) {
    CHECK_EQUAL(nst_counter_merge(sum, own.counter), NST_OK); /* nothing to nothing */
    CHECK_EQUAL(nst_counter_size(sum), 0);
    add_random_documents(&own, &counts, 53);
    for (uint64_t times = 1; times < 4; times++) {
      CHECK_EQUAL(nst_counter_merge(sum, own.counter), NST_OK);
      check_naive(sum, &counts, times);
    }
    check_naive(own.counter, &counts, 1);
    CHECK_EQUAL(nst_counter_merge(own.counter, own.counter), NST_OK); /* with itself */
    check_naive(own.counter, &counts, 2);
  }
  nst_counter_destroy(sum);
  tear_down(&own);
}

static void merges_counters_of_two_vocabularies(void) {
  static naive counts, others;
  fixture own, other;
  bool ready = set_up(&own);
  if (set_up(&other) && ready) {
    add_random_documents(&own, &counts, 59);
    add_random_documents(&other, &others, 61);
    CHECK_EQUAL(nst_counter_merge(own.counter, other.counter), NST_OK);
    check_naive(other.counter, &others, 1);
    size_t wrong = 0;
    for (size_t i = 0; i < WORDS; i++) {
      char key[16];
      snprintf(key, sizeof key, "wo%zu", i);
      nst_count count = count_of(&own, key);
      wrong += count.uses != counts.uses[i] + others.uses[i] ||
               count.documents != counts.documents[i] + others.documents[i];
    }
    CHECK_EQUAL(wrong, 0);
    CHECK_EQUAL(nst_counter_documents(own.counter), 2 * DOCUMENTS);
    CHECK_EQUAL(nst_counter_uses(own.counter), 2 * DOCUMENTS * DOCUMENT_WORDS);
  }
  tear_down(&other);
  tear_down(&own);
}

static void merging_takes_surface_forms(void) {
  fixture own, other;
  bool ready = set_up(&own);
  if (set_up(&other) && ready) {
    add_document(&own, "武汉");
    add_document(&other, "北京 武漢 武漢");
    CHECK_EQUAL(nst_counter_merge(own.counter, other.counter), NST_OK);
    check_count(&own, "武汉", 2, 3);
    check_count(&own, "北京", 1, 1);
    size_t size;
    const char *form = nst_vocabulary_surface(own.vocabulary, 0, &size);
    CHECK_TEXT(form, size, "武漢");
  }
  tear_down(&other);
  tear_down(&own);
}

/* -- The most used ------------------------------------------------------------------ */

static void orders_the_most_used(void) {
  fixture own;
  if (set_up(&own)) {
    check_top(own.counter, 0, "");
    check_top(own.counter, 5, "");
    add_document(&own, "cc bb aa bb 中国 中国 aab éé");
    check_top(own.counter, 0, "");
    check_top(own.counter, 1, "bb");
    check_top(own.counter, 2, "bb 中国");
    check_top(own.counter, 3, "bb 中国 aa");
    check_top(own.counter, 5, "bb 中国 aa aab cc");
    check_top(own.counter, 6, "bb 中国 aa aab cc éé");
    check_top(own.counter, 100, "bb 中国 aa aab cc éé");
    add_document(&own, "cc cc cc");
    check_top(own.counter, 2, "cc bb");
  }
  tear_down(&own);
}

static int compare_counts(const nst_counter *counter, const nst_count *a, const nst_count *b) {
  if (a->uses != b->uses) return a->uses < b->uses ? 1 : -1;
  size_t a_size, b_size;
  const char *a_key = nst_vocabulary_key(nst_counter_vocabulary(counter), a->term, &a_size);
  const char *b_key = nst_vocabulary_key(nst_counter_vocabulary(counter), b->term, &b_size);
  int order = memcmp(a_key, b_key, a_size < b_size ? a_size : b_size);
  return order ? order : (a_size > b_size) - (a_size < b_size);
}

/* Every limit gives the beginning of the whole list, and that is in order. */
static void every_limit_gives_the_beginning(void) {
  static naive counts;
  static nst_count all[WORDS + 1], some[WORDS + 1];
  fixture own;
  if (set_up(&own)) {
    add_random_documents(&own, &counts, 67);
    size_t size = nst_counter_size(own.counter);
    CHECK_EQUAL(nst_counter_top(own.counter, WORDS + 1, all), size);
    for (size_t i = 1; i < size; i++) CHECK(compare_counts(own.counter, all + i - 1, all + i) < 0);
    for (size_t limit = 0; limit <= size; limit += 1 + limit / 4) {
      check_note("limit %zu", limit);
      some[limit].term = 12345; /* must stay */
      CHECK_EQUAL(nst_counter_top(own.counter, limit, some), limit);
      CHECK_EQUAL(some[limit].term, 12345);
      bool same = true;
      for (size_t i = 0; i < limit; i++) same &= some[i].term == all[i].term;
      CHECK(same);
    }
  }
  tear_down(&own);
}

/* With any number of threads the counts are those of one text after another. */
static void texts_count_alike_in_threads(void) {
  enum { TEXTS = 300 };
  static const char *const kinds[] = {"武漢 武汉 北京", "上海 武漢", "", "北京 上海 上海 南京"};
  nst_text texts[TEXTS];
  for (size_t threads = 1; threads <= 3; threads++) {
    fixture own;
    const nst_threads some = {threads, NULL, NULL};
    if (set_up(&own)) {
      for (size_t i = 0; i < TEXTS; i++) {
        const char *text = kinds[i % 4];
        texts[i] = (nst_text){text, strlen(text), NST_NO_MEMORY};
      }
      CHECK_EQUAL(
          nst_counter_add_texts(own.counter, own.segmenter, NULL, texts, TEXTS, &some, NULL),
          NST_OK);
      check_note("%zu threads", threads);
      for (size_t i = 0; i < TEXTS; i++) CHECK_EQUAL(texts[i].status, NST_OK);
      CHECK_EQUAL(nst_counter_documents(own.counter), TEXTS);
      check_count(&own, "武汉", 150, 225);
      check_count(&own, "上海", 150, 225);
      check_count(&own, "北京", 150, 150);
      check_top(own.counter, 9, "上海 武汉 北京 南京");
      size_t size;
      const char *surface = nst_vocabulary_surface(
          own.vocabulary, nst_vocabulary_find(own.vocabulary, "武汉", strlen("武汉")), &size);
      CHECK_TEXT(surface, size, "武漢");
    }
    tear_down(&own);
  }
}

static bool never(void *context) {
  (void)context;
  return false;
}

static void a_stopped_count_adds_nothing(void) {
  fixture own;
  if (set_up(&own)) {
    const nst_threads stopping = {1, never, NULL};
    nst_text texts[40];
    for (size_t i = 0; i < 40; i++) texts[i] = (nst_text){"上海", strlen("上海"), NST_OK};
    CHECK_EQUAL(nst_counter_add_texts(own.counter, own.segmenter, NULL, texts, 40, &stopping, NULL),
                NST_CANCELLED);
    CHECK_EQUAL(nst_counter_documents(own.counter), 0);
  }
  tear_down(&own);
}

static const check_test tests[] = {
    {"texts count alike in threads", texts_count_alike_in_threads},
    {"a stopped count adds nothing", a_stopped_count_adds_nothing},
    {"uses and documents are counted", counts_uses_and_documents},
    {"terms never seen are zero", unseen_terms_are_zero},
    {"counts are those made by hand", counts_as_by_hand},
    {"stepping shows each term once", steps_through_all_once},
    {"counters of one vocabulary merge", merges_counters_of_one_vocabulary},
    {"counters of two vocabularies merge", merges_counters_of_two_vocabularies},
    {"merging takes surface forms", merging_takes_surface_forms},
    {"the most used stand in order, equals by key", orders_the_most_used},
    {"every limit gives the beginning of the list", every_limit_gives_the_beginning},
};

CHECK_SUITE(counter);
