/* Every call that counts, and what counts are made of, with its first, second, third … allocation
 * failing. */
#include "check.h"
#include "core/corpus.h"
#include "core/ranking.h"
#include "failing_allocation.h"

#include <stdio.h>
#include <stdlib.h>

/* -- Terms ---------------------------------------------------------------------------------- */

static nst_status intern(counted_memory *memory) {
  nst_vocabulary *vocabulary = NULL;
  nst_status worst = NST_OK;
  if (nst_vocabulary_create(&memory->allocator, &vocabulary) != NST_OK) return NST_NO_MEMORY;
  arm(memory);
  for (uint32_t i = 0; i < 4000; i++) {
    char key[32];
    uint32_t term = NST_NO_TERM;
    snprintf(key, sizeof key, "a key, number %u", (unsigned)i);
    nst_status status = nst_vocabulary_intern(vocabulary, key, strlen(key), &term);
    if (status != NST_OK) {
      worst = status;
      disarm(memory);
      CHECK(term == NST_NO_TERM && nst_vocabulary_size(vocabulary) == i);
      CHECK_EQUAL(nst_vocabulary_find(vocabulary, key, strlen(key)), NST_NO_TERM);
      CHECK_EQUAL(nst_vocabulary_intern(vocabulary, key, strlen(key), &term), NST_OK);
    }
    CHECK(term == i && nst_vocabulary_find(vocabulary, key, strlen(key)) == i);
  }
  disarm(memory);
  nst_vocabulary_destroy(vocabulary);
  return worst;
}

static nst_status add_surfaces(counted_memory *memory) {
  static char form[20001];
  nst_vocabulary *vocabulary = NULL;
  nst_status worst = NST_OK;
  uint32_t term = 0;
  size_t size;
  if (nst_vocabulary_create(&memory->allocator, &vocabulary) != NST_OK ||
      nst_vocabulary_intern(vocabulary, "key", 3, &term) != NST_OK)
    return NST_NO_MEMORY;
  memset(form, 'f', sizeof form - 1);
  arm(memory);
  for (uint64_t i = 1; i < 40; i++) {
    form[0] = (char)('A' + i);
    nst_status status = nst_vocabulary_add_surface(vocabulary, term, form, sizeof form - 1, i);
    if (status != NST_OK) {
      worst = status;
      disarm(memory);
      const char *best = nst_vocabulary_surface(vocabulary, term, &size);
      CHECK(i == 1 ? size == 3 : best[0] == (char)('A' + i - 1));
      CHECK_EQUAL(nst_vocabulary_add_surface(vocabulary, term, form, sizeof form - 1, i), NST_OK);
    }
    CHECK_EQUAL(nst_vocabulary_surface(vocabulary, term, &size)[0], form[0]);
  }
  disarm(memory);
  nst_vocabulary_destroy(vocabulary);
  return worst;
}

static void vocabulary(void) {
  fail_each_allocation(intern);
  fail_each_allocation(add_surfaces);
}

/* -- Documents and counters ------------------------------------------------------------------ */

enum { WORDS = 700 };

/* All that stands between a text and its counts; only what allocates from
   `memory` fails. */
typedef struct fixture {
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  nst_vocabulary *vocabulary;
  nst_document *document;
  nst_counter *counter;
  nst_buffer text;
} fixture;

static bool set_up(fixture *own, const nst_allocator *allocator, const char *prefix) {
  memset(own, 0, sizeof *own);
  nst_buffer_init(&own->text, NULL);
  for (unsigned i = 0; i < WORDS; i++) {
    char word[32];
    snprintf(word, sizeof word, "%s%u か ", prefix, i);
    CHECK_EQUAL(nst_buffer_append(&own->text, word, strlen(word)), NST_OK);
  }
  own->lexicon = open_lexicon();
  return CHECK(own->lexicon &&
               nst_segmenter_create(own->lexicon, allocator, &own->segmenter) == NST_OK &&
               nst_vocabulary_create(allocator, &own->vocabulary) == NST_OK &&
               nst_document_create(own->vocabulary, allocator, &own->document) == NST_OK &&
               nst_counter_create(own->vocabulary, allocator, &own->counter) == NST_OK);
}

static void tear_down(fixture *own) {
  nst_counter_destroy(own->counter);
  nst_document_destroy(own->document);
  nst_vocabulary_destroy(own->vocabulary);
  nst_segmenter_destroy(own->segmenter);
  nst_lexicon_close(own->lexicon);
  nst_buffer_free(&own->text);
}

static nst_status add_text(fixture *own) {
  return nst_document_add_text(own->document, own->segmenter, NULL, own->text.bytes,
                               own->text.size);
}

static nst_status document(counted_memory *memory) {
  fixture own;
  nst_status status = NST_OK;
  size_t count;
  if (set_up(&own, &memory->allocator, "W")) {
    arm(memory);
    status = add_text(&own);
    disarm(memory);
    if (status != NST_OK) {
      nst_document_terms(own.document, &count);
      CHECK(count < WORDS);
      nst_document_clear(own.document);
      CHECK_EQUAL(add_text(&own), NST_OK);
    }
    nst_document_terms(own.document, &count);
    CHECK(count == WORDS && nst_document_uses(own.document) == WORDS);
    CHECK_EQUAL(nst_document_words(own.document), 2 * WORDS);
  }
  tear_down(&own);
  return status;
}

static nst_status count_document(counted_memory *memory) {
  fixture own;
  nst_status status = NST_OK;
  if (set_up(&own, &memory->allocator, "W") && CHECK_EQUAL(add_text(&own), NST_OK)) {
    arm(memory);
    status = nst_counter_add(own.counter, own.document);
    disarm(memory);
    if (status != NST_OK) {
      CHECK(!nst_counter_size(own.counter) && !nst_counter_documents(own.counter));
      CHECK_EQUAL(nst_counter_uses(own.counter), 0);
      CHECK_EQUAL(nst_counter_add(own.counter, own.document), NST_OK);
    }
    CHECK(nst_counter_size(own.counter) == WORDS && nst_counter_documents(own.counter) == 1);
  }
  tear_down(&own);
  return status;
}

static nst_status count_texts(counted_memory *memory) {
  fixture own;
  nst_status status = NST_OK;
  if (set_up(&own, NULL, "W")) {
    nst_text texts[] = {{own.text.bytes, own.text.size, NST_OK}, {"か", strlen("か"), NST_OK}};
    const nst_threads threads = {2, NULL, NULL};
    arm(memory);
    status = nst_counter_add_texts(own.counter, own.segmenter, NULL, texts, 2, &threads,
                                   &memory->allocator);
    disarm(memory);
    if (status == NST_OK) CHECK_EQUAL(nst_counter_documents(own.counter), 2);
  }
  tear_down(&own);
  return status;
}

static nst_status merge(counted_memory *memory, bool same_vocabulary) {
  fixture own, other;
  nst_status status = NST_OK;
  nst_counter *sum = NULL;
  size_t place = 0, seen = 0;
  nst_count one;
  bool ready = set_up(&own, &memory->allocator, "Mine");
  if (set_up(&other, NULL, "Other") && ready) {
    nst_vocabulary *vocabulary = same_vocabulary ? other.vocabulary : own.vocabulary;
    CHECK(add_text(&other) == NST_OK && nst_counter_add(other.counter, other.document) == NST_OK);
    CHECK_EQUAL(nst_counter_create(vocabulary, &memory->allocator, &sum), NST_OK);
    arm(memory);
    status = nst_counter_merge(sum, other.counter);
    disarm(memory);
    while (nst_counter_next(sum, &place, &one)) seen++;
    CHECK_EQUAL(seen, nst_counter_size(sum));
    if (status != NST_OK) CHECK_EQUAL(nst_counter_merge(sum, other.counter), NST_OK);
    CHECK_EQUAL(nst_counter_size(sum), WORDS);
    CHECK_EQUAL(nst_counter_size(other.counter), WORDS);
  }
  nst_counter_destroy(sum);
  tear_down(&own);
  tear_down(&other);
  return status;
}

static nst_status merge_same(counted_memory *memory) { return merge(memory, true); }
static nst_status merge_other(counted_memory *memory) { return merge(memory, false); }

/* -- Corpora and indexes ------------------------------------------------------------ */

static const uint32_t places[] = {0, 1, 2}, zeros[3];
static const nst_selection selection = {places, zeros, places, zeros, 3};

static nst_status fill(nst_corpus *corpus, nst_segmenter *segmenter) {
  static const char text[] =
      "砚石能源的钠电池在湖北省充电，台风登陆青屿，四万人撤离到学校和体育馆。\n关注微博";
  nst_status status = NST_OK;
  for (size_t i = nst_corpus_size(corpus); i < 3 && status == NST_OK; i++)
    status = nst_corpus_add(corpus, segmenter, "题", 3, text, sizeof text - 1);
  return status;
}

static const nst_threads two = {2, NULL, NULL};

/* All terms of the index move and are kept, once counted and once added. */
static nst_status rank(const nst_corpus *corpus, const nst_index *index,
                       const nst_allocator *allocator) {
  static const double ones[] = {1};
  nst_held_period period = {
      .expectation = {3, 100, 3}, .weights = ones, .trust = ones, .history_last = 0};
  nst_ranking_rules rules = {.standing.lexicon = corpus->lexicon, .most_judged = 2};
  nst_ranking *ranking = NULL, *added = NULL;
  nst_status status = nst_ranking_create(&rules, &period, 1, 1, allocator, &ranking);
  if (status == NST_OK) status = nst_ranking_count_index(ranking, index, NULL, &two);
  if (status == NST_OK) status = nst_ranking_create(&rules, &period, 1, 1, allocator, &added);
  nst_moved_term term = {.articles = 3, .series = 3, .key = {"台风", 6}};
  if (status == NST_OK) status = nst_ranking_add(added, 0, &term, 0);
  if (status == NST_OK) status = nst_ranking_finish(added, 0);
  size_t shown;
  if (status == NST_OK) CHECK(nst_ranking_terms(ranking, 0, &shown) && shown > 0);
  nst_ranking_destroy(ranking);
  nst_ranking_destroy(added);
  return status;
}

static nst_status analyse(nst_corpus *corpus, const nst_allocator *allocator) {
  uint32_t same_as[3];
  size_t count;
  nst_index *index = NULL;
  nst_status status = nst_corpus_leave_out_repeated(corpus, &selection, 4, &two, &count);
  if (status == NST_OK) status = nst_corpus_find_duplicates(corpus, &selection, .7, &two, same_as);
  if (status == NST_OK) status = nst_index_create(corpus, &selection, 2, &two, allocator, &index);
  if (status == NST_OK) nst_index_add_history(index, 0, 3);
  if (status == NST_OK) status = nst_index_open_period(index, 0, 10);
  if (status == NST_OK) CHECK(nst_index_size(index) > 5 && same_as[2] == 0);
  if (status == NST_OK) status = rank(corpus, index, allocator);
  nst_index_destroy(index);
  return status;
}

static nst_status corpus_of(counted_memory *memory, size_t bytes) {
  nst_corpus *own = NULL, *other = NULL;
  nst_lexicon *lexicon = open_lexicon();
  nst_segmenter *segmenter = open_segmenter(lexicon);
  CHECK(nst_corpus_create(lexicon, NULL, NULL, &other) == NST_OK);
  CHECK_EQUAL(fill(other, segmenter), NST_OK);
  arm(memory);
  nst_status status = nst_corpus_create(lexicon, NULL, &memory->allocator, &own);
  if (status == NST_OK) nst_corpus_set_memory(own, bytes);
  if (status == NST_OK) status = fill(own, segmenter);
  if (status == NST_OK) status = analyse(own, &memory->allocator);
  if (status == NST_OK) status = nst_corpus_merge(own, other);
  disarm(memory);
  if (own) {
    CHECK_EQUAL(fill(own, segmenter), NST_OK);
    CHECK_EQUAL(analyse(own, NULL), NST_OK);
  }
  nst_corpus_destroy(own);
  nst_corpus_destroy(other);
  nst_segmenter_destroy(segmenter);
  nst_lexicon_close(lexicon);
  return status;
}

static nst_status corpus_in_memory(counted_memory *memory) {
  return corpus_of(memory, NST_CORPUS_MEMORY);
}

static nst_status corpus_in_files(counted_memory *memory) { return corpus_of(memory, 0); }
static nst_status corpus_in_both(counted_memory *memory) { return corpus_of(memory, 100); }

static nst_status title_series(counted_memory *memory) {
  enum { MANY = 40 };
  char texts[MANY][80];
  nst_series_title titles[MANY];
  uint32_t numbers[MANY];
  for (unsigned i = 0; i < MANY; i++) {
    int size =
        snprintf(texts[i], sizeof texts[i], "%u a b c d e f g h i j k l m n o p q r s", i / 2);
    titles[i] = (nst_series_title){texts[i], (size_t)size, i / 2, 0};
  }
  arm(memory);
  nst_status status = nst_title_series(titles, MANY, &memory->allocator, numbers);
  disarm(memory);
  if (status == NST_OK) CHECK_EQUAL(numbers[MANY - 1], MANY - 2);
  return status;
}

static void corpora(void) {
  fail_each_allocation(corpus_in_memory);
  fail_each_allocation(corpus_in_files);
  fail_each_allocation(corpus_in_both);
  fail_each_allocation(title_series);
}

static void counting(void) {
  fail_each_allocation(document);
  fail_each_allocation(count_document);
  fail_each_allocation(count_texts);
  fail_each_allocation(merge_same);
  fail_each_allocation(merge_other);
}

static const check_test tests[] = {
    {"keys and surface forms", vocabulary},
    {"documents and counters", counting},
    {"corpora and indexes", corpora},
};

CHECK_SUITE(allocation_counting);
