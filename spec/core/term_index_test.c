/* Terms of many articles: which there are, what is counted of them, in periods and histories. */
#include "check.h"
#include "core/hash.h"
#include "core/index_build.h"
#include "core/utf8.h"
#include "support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MOST = 32 };

typedef struct fixture {
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  nst_vocabulary *function_words;
  nst_corpus *corpus;
  nst_index *index;
  uint32_t numbers[MOST], sources[MOST], series[MOST], periods[MOST];
  size_t count;
} fixture;

static size_t memory = NST_CORPUS_MEMORY; /* what corpora and indexes keep of words and lists */

static bool set_up(fixture *own) {
  memset(own, 0, sizeof *own);
  own->lexicon = open_lexicon();
  own->segmenter = own->lexicon ? open_segmenter(own->lexicon) : NULL;
  if (!own->segmenter) return false;
  uint32_t term;
  CHECK_EQUAL(nst_vocabulary_create(NULL, &own->function_words), NST_OK);
  CHECK_EQUAL(nst_vocabulary_intern(own->function_words, "的", 3, &term), NST_OK);
  nst_corpus_rules rules = {.function_words = own->function_words};
  CHECK_EQUAL(nst_corpus_create(own->lexicon, &rules, NULL, &own->corpus), NST_OK);
  if (own->corpus) nst_corpus_set_memory(own->corpus, memory);
  return own->corpus != NULL;
}

static void tear_down(fixture *own) {
  nst_index_destroy(own->index);
  nst_corpus_destroy(own->corpus);
  nst_vocabulary_destroy(own->function_words);
  nst_segmenter_destroy(own->segmenter);
  nst_lexicon_close(own->lexicon);
}

static void add(fixture *own, uint32_t period, uint32_t source, const char *title,
                const char *text) {
  own->numbers[own->count] = own->series[own->count] = (uint32_t)own->count;
  own->periods[own->count] = period;
  own->sources[own->count++] = source;
  CHECK_EQUAL(nst_corpus_add(own->corpus, own->segmenter, title, strlen(title), text, strlen(text)),
              NST_OK);
}

static const nst_threads some = {3, NULL, NULL};

static bool build(fixture *own, size_t least) {
  nst_selection all = {own->numbers, own->sources, own->series, own->periods, own->count};
  return CHECK_EQUAL(nst_index_create(own->corpus, &all, least, &some, NULL, &own->index), NST_OK);
}

static uint32_t find(const fixture *own, const char *key) {
  return nst_index_find(own->index, key, strlen(key));
}

static void finds_words_and_phrases(void) {
  fixture own;
  if (set_up(&own)) {
    for (uint32_t i = 0; i < 3; i++)
      add(&own, 0, i, "砚石能源", "砚石能源的电池，Elon Musk，N95口罩。破7");
    add(&own, 1, 0, "", "电池 蜜蜂 砚石能源");
    if (build(&own, 3)) {
      const char *const terms[] = {"砚石能源", "电池", "elon musk", "n95口罩", "破7"};
      for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        check_note("%s", terms[i]);
        CHECK(find(&own, terms[i]) != NST_NO_TERM);
      }
      const char *const none[] = {"蜜蜂", "能源的电池", "的", "，", "", "elon"};
      for (size_t i = 0; i < 5; i++) {
        check_note("%s", none[i]);
        CHECK_EQUAL(find(&own, none[i]), NST_NO_TERM);
      }
      nst_term term;
      nst_index_term(own.index, find(&own, "砚石能源"), &term);
      CHECK_EQUAL(term.articles, 4);
      CHECK_EQUAL(term.repeating, 3);
      CHECK_EQUAL(term.titles, 3);
      CHECK_EQUAL(term.uses, 7);
      CHECK_EQUAL(term.first, 0);
      CHECK(!term.is_word && !term.is_stop);
    }
  }
  tear_down(&own);
}

/* The sum over uses of each neighbour: 甲 thrice, 乙 once, on the left; a mark each on the right.
 */
static void measures_phrases(void) {
  fixture own;
  if (set_up(&own)) {
    add(&own, 0, 0, "", "台风剑桥分析。台风剑桥分析，台风剑桥分析！蜜蜂剑桥分析");
    if (build(&own, 1)) {
      nst_term term;
      nst_index_term(own.index, find(&own, "剑桥分析"), &term);
      CHECK_EQUAL(term.phrase_uses, 4);
      double left = -(.75 * log2(.75) + .25 * log2(.25));
      CHECK(fabs(term.entropy - left) < 1e-9);
      /* 12 words; 剑桥 and 分析 four times each, always together. */
      CHECK(fabs(term.association - log2(4 * 12. / 16)) < 1e-9);
    }
  }
  tear_down(&own);
}

static void counts_in_periods_and_histories(void) {
  fixture own;
  if (set_up(&own)) {
    add(&own, 0, 0, "", "台风");
    add(&own, 0, 1, "", "台风台风");
    add(&own, 1, 0, "台风", "台风蜜蜂");
    add(&own, 2, 0, "", "台风台风台风");
    add(&own, 2, 1, "", "蜜蜂");
    own.series[4] = 3;
    if (build(&own, 1)) {
      nst_period_counts row;
      size_t count;
      uint32_t storm = find(&own, "台风"), bees = find(&own, "蜜蜂"), by_source[2];
      CHECK_EQUAL(nst_index_open_period(own.index, 2, 2), NST_OK);
      nst_index_count(own.index, storm, &row);
      CHECK(row.uses == 3 && row.sources == 1 && row.series == 1 && row.titles == 0);
      CHECK(fabs(row.salience - 3 / (3 + .5 + .5 * 3 / 2)) < 1e-9);
      const nst_posting *postings = nst_index_postings(own.index, bees, &count);
      CHECK(count == 1 && postings[0].place == 4 && postings[0].uses == 1);
      CHECK_EQUAL(nst_index_open_places(own.index, 1, 3, 2), NST_OK);
      postings = nst_index_postings(own.index, storm, &count);
      CHECK(count == 2 && postings[0].place == 1 && postings[0].uses == 2 &&
            postings[1].place == 2);
      nst_index_add_history(own.index, 0, 3);
      nst_index_history(own.index, storm, by_source);
      CHECK(by_source[0] == 2 && by_source[1] == 1);
      nst_index_clear_history(own.index);
      nst_index_history(own.index, storm, by_source);
      CHECK(by_source[0] == 0 && by_source[1] == 0);
      uint32_t terms[] = {bees, storm}, counts[6];
      const uint32_t expected[] = {0, 1, 1, 2, 1, 1};
      nst_index_series(own.index, terms, 2, counts);
      CHECK(memcmp(counts, expected, sizeof counts) == 0);
    }
  }
  tear_down(&own);
}

/* Checks what a list is that was written, and forgets it. */
static void check_list(nst_buffer *out, nst_status status, const char *expected) {
  CHECK_EQUAL(status, NST_OK);
  CHECK_TEXT(out->bytes, out->size, expected);
  out->size = 0;
}

static void writes_lists_for_stores(void) {
  fixture own;
  if (set_up(&own)) {
    add(&own, 0, 0, "", "台风");
    add(&own, 0, 3, "", "台风");
    add(&own, 1, 1, "", "蜜蜂");
    add(&own, 2, 0, "", "蜜蜂");
    add(&own, 2, 2, "", "台风台风台风");
    if (build(&own, 1)) {
      nst_buffer out;
      size_t articles;
      uint32_t term = find(&own, "台风");
      nst_buffer_init(&out, NULL);
      CHECK_EQUAL(nst_index_open_period(own.index, 2, 2), NST_OK);
      check_list(&out, nst_index_write_history(own.index, term, &out, &articles), "[]");
      CHECK_EQUAL(articles, 0);
      nst_index_add_history(own.index, 0, 3);
      check_list(&out, nst_index_write_history(own.index, term, &out, &articles), "[1,0,0,1]");
      CHECK_EQUAL(articles, 2);
      check_list(&out, nst_index_write_postings(own.index, term, &out), "[2,3]");
      check_list(&out, nst_index_write_series(own.index, term, &out), "[1,2,3,1]");
      nst_buffer_free(&out);
    }
  }
  tear_down(&own);
}

static void shows_one_script(void) {
  fixture own;
  nst_buffer out;
  nst_buffer_init(&out, NULL);
  if (set_up(&own)) {
    add(&own, 0, 0, "", "武漢肺炎，武漢肺炎");
    if (build(&own, 1)) {
      CHECK_EQUAL(nst_index_surface(own.index, find(&own, "武汉肺炎"), &out), NST_OK);
      CHECK_TEXT(out.bytes, out.size, "武漢肺炎");
    }
  }
  nst_buffer_free(&out);
  tear_down(&own);
}

/* More than 65,535 articles lie between those of a term. */
static void counts_terms_of_articles_far_apart(void) {
  enum { MANY = 70000 };
  fixture own;
  uint32_t *numbers = calloc(MANY, sizeof *numbers), *periods = calloc(MANY, sizeof *periods);
  uint32_t *zeros = calloc(MANY, sizeof *zeros), counts[4], by_source[1];
  if (set_up(&own) && CHECK(numbers && periods && zeros)) {
    for (uint32_t i = 0; i < MANY; i++) {
      const char *text = i == 1 || i == MANY - 1 ? "台风" : "蜜蜂";
      if (nst_corpus_add(own.corpus, own.segmenter, "", 0, text, 6) != NST_OK) break;
      numbers[i] = i;
      periods[i] = i == MANY - 1;
    }
    CHECK_EQUAL(nst_corpus_size(own.corpus), MANY);
    nst_selection all = {numbers, zeros, zeros, periods, MANY};
    if (CHECK_EQUAL(nst_index_create(own.corpus, &all, 1, &some, NULL, &own.index), NST_OK)) {
      uint32_t terms[] = {find(&own, "台风"), find(&own, "蜜蜂")};
      nst_index_series(own.index, terms, 2, counts);
      CHECK(counts[0] == 1 && counts[1] == 1 && counts[2] == MANY - 2 && counts[3] == 0);
      nst_index_add_history(own.index, 2, MANY);
      nst_index_history(own.index, terms[0], by_source);
      CHECK_EQUAL(by_source[0], 1);
    }
  }
  free(numbers);
  free(periods);
  free(zeros);
  tear_down(&own);
}

/* Whether both indexes have the same terms, each told by the same article. */
static bool has_same_terms(const nst_term_table *one, const nst_term_table *other) {
  size_t same = 0;
  for (size_t i = 0; i < one->count; i++) {
    const nst_term_entry *entry = one->entries + i;
    uint32_t term = nst_term_table_find(other, entry->hash);
    same += term != NST_NO_TERM && other->entries[term].cut_place == entry->cut_place;
  }
  return same == one->count && one->count == other->count;
}

/* Finds the terms once more, phrases in parts of so many words; whether they are the index' own. */
static bool has_terms_in_parts(const fixture *own, size_t part_words) {
  nst_selection all = {own->numbers, own->sources, own->series, own->periods, own->count};
  nst_index parts = *own->index; /* of which a table of its own is filled */
  nst_index_build again = {
      .index = &parts, .selection = &all, .threads = &some, .part_words = part_words};
  CHECK_EQUAL(nst_term_table_init(&parts.table, NULL), NST_OK);
  CHECK_EQUAL(nst_word_traits_init(&again.traits, own->corpus), NST_OK);
  CHECK_EQUAL(nst_index_find_terms(&again), NST_OK);
  bool same = has_same_terms(&own->index->table, &parts.table);
  nst_word_traits_free(&again.traits);
  nst_term_table_free(&parts.table);
  return same;
}

/* More phrases than the first table of tallies holds, in many parts: those of one article, and
   those that enough articles share, of which some have a word's key. */
static void finds_phrases_in_parts(void) {
  enum { ARTICLES = 24, CHARACTERS = 600, HAN = 0x4E00, MANY = 400, LEAST_TERMS = 5000 };
  for (size_t least = 1; least <= 3; least += 2) {
    fixture own;
    if (set_up(&own)) {
      uint64_t state = 7;
      char text[CHARACTERS * 4 + 1];
      for (uint32_t i = 0; i < ARTICLES; i++) {
        size_t size = 0;
        for (size_t k = 0; k < CHARACTERS; k++)
          size += nst_utf8_encode(HAN + (uint32_t)random_below(&state, MANY / least), text + size);
        text[size] = 0;
        add(&own, i / 20, 0, "蜜蜂砚石能源", text);
      }
      if (build(&own, least)) {
        CHECK(own.index->table.count > LEAST_TERMS / (least * least * least));
        CHECK(find(&own, "砚石能源") != NST_NO_TERM);
        CHECK(has_terms_in_parts(&own, 500));
        CHECK(has_terms_in_parts(&own, 5000));
      }
    }
    tear_down(&own);
  }
}

/* Paragraphs that are read in several passages: what is counted of each is counted once, and places
   go on. */
static void counts_over_passages(void) {
  enum { PARAGRAPHS = NST_PASSAGE + 10, BEHIND = 7 };
  static char text[(PARAGRAPHS + BEHIND) * sizeof "砚石能源蜜蜂\n" + 1];
  fixture own;
  if (set_up(&own)) {
    char *out = text;
    for (size_t i = 0; i < PARAGRAPHS; i++) {
      memcpy(out, "砚石能源\n", sizeof "砚石能源\n" - 1);
      out += sizeof "砚石能源\n" - 1;
    }
    for (size_t i = 0; i < BEHIND; i++) {
      memcpy(out, "台风剑桥\n", sizeof "台风剑桥\n" - 1);
      out += sizeof "台风剑桥\n" - 1;
    }
    *out = 0;
    add(&own, 0, 0, "砚石能源", text);
    if (build(&own, 1)) {
      nst_term phrase, late;
      uint32_t words = own.index->table.entries[find(&own, "砚石能源")].word_count;
      nst_index_term(own.index, find(&own, "砚石能源"), &phrase);
      nst_index_term(own.index, find(&own, "剑桥"), &late);
      CHECK(words > 1 && phrase.uses == PARAGRAPHS + 1 && phrase.phrase_uses == PARAGRAPHS + 1);
      CHECK(phrase.paragraphs == PARAGRAPHS + 1 && phrase.titles == 1 && phrase.first == 0);
      CHECK_EQUAL(find(&own, "能源砚石"), NST_NO_TERM); /* of two paragraphs */
      CHECK(late.uses == BEHIND && late.paragraphs == BEHIND && late.titles == 0);
      CHECK_EQUAL(late.first, words * (PARAGRAPHS + 1) + 1);
    }
  }
  tear_down(&own);
}

static void reads_numbers_as_written(void) {
  const uint32_t values[] = {0,        1,        0x7F,      0x80,       0x3FFF,    0x4000,
                             0x1FFFFF, 0x200000, 0xFFFFFFF, 0x10000000, UINT32_MAX};
  enum { COUNT = sizeof values / sizeof *values };
  uint8_t bytes[(COUNT + 1) * NST_VARINT_ROOM] = {0}, *out = bytes;
  for (size_t i = 0; i < COUNT; i++) out = nst_put_varint(out, values[i]);
  CHECK_EQUAL(out - bytes, 1 + 1 + 1 + 2 + 2 + 3 + 3 + 4 + 4 + 5 + 5);
  const uint8_t *at = bytes;
  for (size_t i = 0; i < COUNT; i++) CHECK_EQUAL(nst_varint_read(&at), values[i]);
  CHECK(at == out);
}

/* None of its own is missing, and of others at most a few in a hundred are there. */
static void filters_keys(void) {
  enum { KEYS = 10000 };
  nst_filter filter = {0};
  nst_allocator allocator = nst_allocator_or_default(NULL);
  const uint64_t state = 3;
  size_t had = 0, others = 0;
  if (!CHECK_EQUAL(nst_filter_open(&filter, KEYS, &allocator), NST_OK)) return;
  for (uint64_t i = 0; i < KEYS; i++) nst_filter_add(&filter, nst_hash_mix(i + state));
  for (uint64_t i = 0; i < 2 * KEYS; i++) {
    bool may_have = nst_filter_may_have(&filter, nst_hash_mix(i + state));
    had += i < KEYS && may_have;
    others += i >= KEYS && may_have;
  }
  CHECK_EQUAL(had, KEYS);
  CHECK(others < KEYS / 20);
  nst_filter_free(&filter);
}

static void takes_no_articles(void) {
  fixture own;
  if (set_up(&own) && build(&own, 3)) {
    CHECK_EQUAL(nst_index_size(own.index), 0);
    CHECK_EQUAL(find(&own, "台风"), NST_NO_TERM);
  }
  tear_down(&own);
}

static void count_all(void) {
  finds_words_and_phrases();
  measures_phrases();
  counts_in_periods_and_histories();
  writes_lists_for_stores();
  finds_phrases_in_parts();
  counts_over_passages();
  takes_no_articles();
}

static void keeps_lists_in_files(void) {
  for (memory = 0; memory < 300; memory += 100) count_all();
  memory = 0;
  counts_terms_of_articles_far_apart();
  memory = NST_CORPUS_MEMORY;
}

static void goes_on_when_the_disk_is_full(void) {
  struct rlimit before, none;
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  none = before;
  memory = 0;
  for (none.rlim_cur = 0; none.rlim_cur < 500; none.rlim_cur += 160) {
    CHECK_EQUAL(setrlimit(RLIMIT_FSIZE, &none), 0);
    count_all();
    CHECK_EQUAL(setrlimit(RLIMIT_FSIZE, &before), 0);
  }
  memory = NST_CORPUS_MEMORY;
}

/* Empties each of the files in turn. */
static void says_what_cannot_be_read_back(void) {
  fixture own;
  uint32_t counts[2], places[MOST];
  const uint32_t term = 0;
  size_t count;
  memory = 0;
  if (set_up(&own)) {
    for (uint32_t i = 0; i < 4; i++) add(&own, 0, i, "砚石能源", "砚石能源的电池。");
    if (build(&own, 3)) {
      nst_selection all = {own.numbers, own.sources, own.series, own.periods, own.count};
      nst_index *index = own.index, *other = NULL;
      nst_buffer room;
      nst_buffer_init(&room, NULL);
      CHECK_EQUAL(ftruncate(index->places.file.descriptor, 0), 0);
      CHECK_EQUAL(nst_index_places(index, 0, &room, places, &count), NST_TEMPORARY_FILE);
      CHECK_EQUAL(nst_index_series(index, &term, 1, counts), NST_TEMPORARY_FILE);
      CHECK_EQUAL(nst_index_history(index, 0, places), NST_TEMPORARY_FILE);
      CHECK_EQUAL(nst_index_write_series(index, 0, &room), NST_TEMPORARY_FILE);
      CHECK_EQUAL(ftruncate(index->lists.spill.file.descriptor, 0), 0);
      CHECK_EQUAL(nst_index_open_period(index, 0, 1), NST_TEMPORARY_FILE);
      CHECK(!nst_index_postings(index, 0, &count) || !count);
      CHECK_EQUAL(ftruncate(own.corpus->spill.file.descriptor, 0), 0);
      CHECK_EQUAL(nst_index_create(own.corpus, &all, 3, &some, NULL, &other), NST_TEMPORARY_FILE);
      CHECK_EQUAL(nst_corpus_find_duplicates(own.corpus, &all, .7, &some, places),
                  NST_TEMPORARY_FILE);
      CHECK_EQUAL(nst_corpus_count_uses(own.corpus, &all, "电池", 6, places), NST_TEMPORARY_FILE);
      nst_buffer_free(&room);
    }
  }
  tear_down(&own);
  memory = NST_CORPUS_MEMORY;
}

/* A term of more articles than there is room for in memory, at each allocation. */
static void counts_in_files_until_memory_fails(void) {
  enum { MANY = 5000, MOST_CALLS = 1000 };
  fixture own;
  memory = 0;
  uint32_t *numbers = calloc(MANY, sizeof *numbers), *zeros = calloc(MANY, sizeof *zeros);
  if (set_up(&own) && CHECK(numbers && zeros)) {
    for (uint32_t i = 0; i < MANY; numbers[i] = i, i++)
      CHECK_EQUAL(nst_corpus_add(own.corpus, own.segmenter, "", 0, "蜜蜂", 6), NST_OK);
    nst_selection all = {numbers, zeros, zeros, zeros, MANY};
    nst_status status = NST_NO_MEMORY;
    for (size_t call = 1; status == NST_NO_MEMORY && call < MOST_CALLS; call++) {
      counted_memory counted;
      counted_memory_init(&counted);
      counted.fail_at = call;
      nst_index *index = NULL;
      check_note("allocation %zu fails", call);
      status = nst_index_create(own.corpus, &all, 1, NULL, &counted.allocator, &index);
      nst_index_destroy(index);
      CHECK(counted_memory_is_clean(&counted));
    }
    CHECK_EQUAL(status, NST_OK);
  }
  free(numbers);
  free(zeros);
  tear_down(&own);
  memory = NST_CORPUS_MEMORY;
}

static const check_test tests[] = {
    {"words and phrases of enough articles are terms", finds_words_and_phrases},
    {"entropy and association are as by hand", measures_phrases},
    {"periods and histories are counted", counts_in_periods_and_histories},
    {"what stores keep of terms is lists in JSON", writes_lists_for_stores},
    {"a phrase is shown in one script", shows_one_script},
    {"articles of a term may be far apart", counts_terms_of_articles_far_apart},
    {"phrases of a long period are found in parts", finds_phrases_in_parts},
    {"an article is counted over passages", counts_over_passages},
    {"numbers of lists are read as written", reads_numbers_as_written},
    {"a filter has its keys and few others", filters_keys},
    {"no articles give no terms", takes_no_articles},
    {"lists may be in files", keeps_lists_in_files},
    {"lists in files take a want of memory", counts_in_files_until_memory_fails},
    {"a full disk ends nothing", goes_on_when_the_disk_is_full},
    {"what cannot be read back is said", says_what_cannot_be_read_back},
};

CHECK_SUITE(term_index);
