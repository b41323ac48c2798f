/* Every call with its first, second, third … allocation failing, until it
   succeeds: the status says so, nothing leaks, and what was there before is as
   it was and of use. */
#include "check.h"
#include "core/corpus.h"
#include "core/lexicon.h"
#include "core/page_facts.h"
#include "core/ranking.h"
#include "core/warc.h"
#include "small_image.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

static size_t planned; /* the allocation that fails */
static bool planned_on;
static bool fired;

static void arm(counted_memory *memory) {
  memory->calls = 0;
  memory->fail_at = planned;
  memory->fail_on = planned_on;
}

static void disarm(counted_memory *memory) {
  fired |= memory->fail_at && memory->calls >= memory->fail_at;
  memory->fail_at = 0;
}

/* Returns the status of what ran between arm and disarm, and has freed all. */
typedef nst_status (*scenario)(counted_memory *memory);

static void fail_each_allocation(scenario run) {
  for (int on = 0; on < 2; on++)
    for (planned = 1; planned < 10000; planned++) {
      counted_memory memory;
      counted_memory_init(&memory);
      planned_on = on;
      fired = false;
      check_note("allocation %zu fails%s", planned, on ? ", and all after it" : "");
      nst_status status = run(&memory);
      CHECK(counted_memory_is_clean(&memory));
      CHECK_EQUAL(status, fired ? NST_NO_MEMORY : NST_OK);
      if (!fired) break;
    }
  CHECK(planned > 1 && planned < 10000);
}

/* -- Opening and creating ------------------------------------------------------- */

static nst_status builtin(counted_memory *memory) {
  nst_lexicon *lexicon = NULL;
  arm(memory);
  nst_status status = nst_lexicon_open_builtin(&memory->allocator, &lexicon);
  disarm(memory);
  CHECK((status == NST_OK) == (lexicon != NULL));
  nst_lexicon_close(lexicon);
  return status;
}

static const small_word one_word[] = {{"ab", 1000}};

static nst_status image_in_memory(counted_memory *memory) {
  nst_lexicon *lexicon = NULL;
  size_t size = 0;
  void *image = small_image_make(one_word, 1, &size);
  arm(memory);
  nst_status status = nst_lexicon_open_memory(image, size, &memory->allocator, &lexicon);
  disarm(memory);
  CHECK((status == NST_OK) == (lexicon != NULL));
  nst_lexicon_close(lexicon);
  free(image);
  return status;
}

static nst_status image_in_a_file(counted_memory *memory) {
  nst_lexicon *lexicon = NULL;
  size_t size = 0;
  void *image = small_image_make(one_word, 1, &size);
  const char *path = write_temporary(image, size);
  free(image);
  if (!CHECK(path != NULL)) return NST_SYSTEM;
  arm(memory);
  nst_status status = nst_lexicon_open_file(path, &memory->allocator, &lexicon);
  disarm(memory);
  CHECK((status == NST_OK) == (lexicon != NULL));
  nst_lexicon_close(lexicon);
  remove(path);
  return status;
}

static nst_status zone(counted_memory *memory) {
  nst_zone *opened = NULL;
  arm(memory);
  nst_status status = nst_zone_open("Asia/Shanghai", &memory->allocator, &opened);
  disarm(memory);
  CHECK((status == NST_OK) == (opened != NULL));
  nst_zone_close(opened);
  return status;
}

static nst_status vocabulary_document_counter(counted_memory *memory) {
  nst_vocabulary *vocabulary = NULL;
  nst_document *document = NULL;
  nst_counter *counter = NULL;
  arm(memory);
  nst_status status = nst_vocabulary_create(&memory->allocator, &vocabulary);
  if (status == NST_OK) status = nst_document_create(vocabulary, &memory->allocator, &document);
  if (status == NST_OK) status = nst_counter_create(vocabulary, &memory->allocator, &counter);
  disarm(memory);
  CHECK((status == NST_OK) == (counter != NULL));
  nst_counter_destroy(counter);
  nst_document_destroy(document);
  nst_vocabulary_destroy(vocabulary);
  return status;
}

static void opening(void) {
  fail_each_allocation(builtin);
  fail_each_allocation(image_in_memory);
  fail_each_allocation(image_in_a_file);
  fail_each_allocation(zone);
  fail_each_allocation(vocabulary_document_counter);
}

/* -- Text --------------------------------------------------------------------------- */

static nst_status append(counted_memory *memory) {
  nst_buffer buffer;
  nst_buffer_init(&buffer, &memory->allocator);
  nst_status worst = NST_OK;
  arm(memory);
  for (size_t i = 0; i < 300; i++) {
    nst_status status = nst_buffer_append(&buffer, "abc", 3);
    CHECK_EQUAL(buffer.size, 3 * (i + (status == NST_OK)));
    if (status == NST_OK) continue;
    worst = status;
    disarm(memory);
    CHECK_EQUAL(nst_buffer_append(&buffer, "abc", 3), NST_OK);
  }
  disarm(memory);
  for (size_t i = 0; i < buffer.size; i += 3) CHECK(memcmp(buffer.bytes + i, "abc", 3) == 0);
  nst_buffer_free(&buffer);
  return worst;
}

static nst_status repair(counted_memory *memory) {
  static const char text[] = "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF";
  nst_buffer out;
  nst_buffer_init(&out, &memory->allocator);
  arm(memory);
  nst_status status = nst_utf8_repair(text, sizeof text, &out);
  disarm(memory);
  if (status != NST_OK) {
    out.size = 0;
    CHECK_EQUAL(nst_utf8_repair(text, sizeof text, &out), NST_OK);
  }
  CHECK_EQUAL(out.size, 3 * (sizeof text - 1));
  nst_buffer_free(&out);
  return status;
}

static nst_status html(counted_memory *memory) {
  static const char page[] =
      "<div><p>paragraph<p>another one<pre>\n  a\n  b</pre><table><tr><td>1<td>2</table></div>tail";
  static const char expected[] = "paragraph\n\nanother one\n\n  a\n  b\n1\t2\ntail";
  nst_buffer out;
  nst_buffer_init(&out, &memory->allocator);
  arm(memory);
  nst_status status = nst_html_text(page, sizeof page - 1, NULL, &out, NULL);
  disarm(memory);
  if (status != NST_OK) {
    out.size = 0;
    CHECK_EQUAL(nst_html_text(page, sizeof page - 1, NULL, &out, NULL), NST_OK);
  }
  CHECK_TEXT(out.bytes, out.size, expected);
  nst_buffer_free(&out);
  return status;
}

/* All that options add, fed in parts; what was fed stays when memory lacks. */
static nst_status cleaner(counted_memory *memory) {
  static const char page[] =
      "<title>t</title><ol><li><a href=x>one</a><li>two <img alt=three></ol><p>four</p>";
  static const nst_html_options options = {
      .links = NST_HTML_LINKS_FOOTNOTES, .mark_lists = true, .show_image_texts = true};
  static const char expected[] = "1. one[1]\n2. two three\n\nfour\n\n[1]: x";
  nst_html_cleaner *cleaning = NULL;
  nst_html_info info;
  nst_buffer out;
  nst_buffer_init(&out, &memory->allocator);
  arm(memory);
  nst_status status = nst_html_cleaner_create(&options, &memory->allocator, &cleaning);
  for (size_t at = 0; status == NST_OK && at < sizeof page - 1; at++)
    status = nst_html_cleaner_feed(cleaning, page + at, 1);
  if (status == NST_OK) status = nst_html_cleaner_finish(cleaning, &out, &info);
  disarm(memory);
  if (status == NST_OK) CHECK_TEXT(out.bytes, out.size, expected);
  nst_html_cleaner_destroy(cleaning);
  nst_buffer_free(&out);
  return status;
}

/* A page whose text stands twice, and in its structured data. */
static nst_status article(counted_memory *memory) {
#define BODY                                                                               \
  "The harbour of Anlan was closed on Monday, because the ferry had lost its anchor, and " \
  "the crew, who had looked for it all night, found it in the morning on the quay."
  static const char page[] =
      "<title>The anchor</title><meta name=description content='The harbour of Anlan'>"
      "<script type=application/ld+json>{\"articleBody\": \"" BODY
      "\"}</script>"
      "<ul class=menu><li><a href=/>Home</a></ul><article class=post-content><p>" BODY
      "</p><p>" BODY " The quay belongs to nobody." BODY
      "</p></article><div class=footer>All rights reserved</div>";
#undef BODY
  static const nst_html_options options = {.content = NST_HTML_CONTENT_ARTICLE};
  nst_buffer out;
  nst_buffer_init(&out, &memory->allocator);
  arm(memory);
  nst_status status = nst_html_text(page, sizeof page - 1, &options, &out, NULL);
  disarm(memory);
  if (status == NST_OK) CHECK(out.size > 300 && out.size < sizeof page - 300);
  nst_buffer_free(&out);
  return status;
}

static void text(void) {
  fail_each_allocation(append);
  fail_each_allocation(repair);
  fail_each_allocation(html);
  fail_each_allocation(cleaner);
  fail_each_allocation(article);
}

/* -- Keys ------------------------------------------------------------------------------ */

/* On failure out is as it was: the header makes no exception here. */
static nst_status fold(counted_memory *memory, const char *piece, size_t times) {
  nst_lexicon *lexicon = open_lexicon();
  nst_buffer given, out, again;
  nst_buffer_init(&given, NULL);
  nst_buffer_init(&again, NULL);
  nst_buffer_init(&out, &memory->allocator);
  uint64_t state = 0;
  random_text(&state, &piece, 1, strlen(piece) * times, &given);
  CHECK_EQUAL(nst_buffer_append(&out, "before", 6), NST_OK);
  arm(memory);
  nst_status status = nst_lexicon_fold(lexicon, given.bytes, given.size, &out);
  disarm(memory);
  if (status != NST_OK) {
    CHECK_TEXT(out.bytes, out.size, "before");
    out.size = 6;
    CHECK_EQUAL(nst_lexicon_fold(lexicon, given.bytes, given.size, &out), NST_OK);
  }
  CHECK_EQUAL(nst_lexicon_fold(lexicon, given.bytes, given.size, &again), NST_OK);
  CHECK_BYTES(out.bytes + 6, out.size - 6, again.bytes, again.size);
  nst_buffer_free(&given);
  nst_buffer_free(&again);
  nst_buffer_free(&out);
  nst_lexicon_close(lexicon);
  return status;
}

static nst_status fold_by_table(counted_memory *memory) { return fold(memory, "漢A", 50); }
static nst_status fold_by_icu(counted_memory *memory) { return fold(memory, "é", 20); }
static nst_status fold_long(counted_memory *memory) { return fold(memory, "ﬃé", 1000); }
static nst_status fold_growing(counted_memory *memory) { return fold(memory, "ﷺ", 500); }

static void folding(void) {
  fail_each_allocation(fold_by_table);
  fail_each_allocation(fold_by_icu);
  fail_each_allocation(fold_long);
}

static void folding_to_more_than_four_times_the_bytes(void) { fail_each_allocation(fold_growing); }

/* -- Words -------------------------------------------------------------------------------- */

static nst_status segment(counted_memory *memory) {
  static const char words[] = "武漢|的|かな|，|한글|ไทย|abc";
  nst_lexicon *lexicon = open_lexicon();
  nst_segmenter *segmenter = NULL;
  nst_buffer given, out;
  nst_buffer_init(&given, NULL);
  nst_buffer_init(&out, NULL);
  for (const char *at = words; *at; at++)
    if (*at != '|') CHECK_EQUAL(nst_buffer_append(&given, at, 1), NST_OK);
  arm(memory);
  nst_status status = nst_segmenter_create(lexicon, &memory->allocator, &segmenter);
  if (status == NST_OK) status = cut(segmenter, given.bytes, given.size, &out);
  disarm(memory);
  if (segmenter) {
    out.size = 0;
    CHECK_EQUAL(cut(segmenter, given.bytes, given.size, &out), NST_OK);
    CHECK_TEXT(out.bytes, out.size, words);
  }
  nst_segmenter_destroy(segmenter);
  nst_buffer_free(&given);
  nst_buffer_free(&out);
  nst_lexicon_close(lexicon);
  return status;
}

static nst_status user_words(counted_memory *memory) {
  nst_lexicon *lexicon = open_lexicon();
  nst_user_words *words = NULL;
  nst_status worst = NST_OK;
  arm(memory);
  nst_status status = nst_user_words_create(lexicon, &memory->allocator, &words);
  CHECK((status == NST_OK) == (words != NULL));
  if (status != NST_OK) worst = status;
  for (size_t i = 0; words && i < 600; i++) {
    char word[32];
    snprintf(word, sizeof word, "新词 %zu", i);
    status = nst_user_words_add(words, word, strlen(word), 0, "n");
    CHECK_EQUAL(nst_user_words_size(words), i + (status == NST_OK));
    if (status == NST_OK) continue;
    worst = status;
    disarm(memory);
    CHECK(!nst_user_words_remove(words, word, strlen(word)));
    CHECK_EQUAL(nst_user_words_add(words, word, strlen(word), 0, "n"), NST_OK);
  }
  disarm(memory);
  nst_user_words_destroy(words);
  nst_lexicon_close(lexicon);
  return worst;
}

static void segmenting(void) {
  fail_each_allocation(segment);
  fail_each_allocation(user_words);
}

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

static nst_status corpus(counted_memory *memory) {
  nst_corpus *own = NULL, *other = NULL;
  nst_lexicon *lexicon = open_lexicon();
  nst_segmenter *segmenter = open_segmenter(lexicon);
  CHECK(nst_corpus_create(lexicon, NULL, NULL, &other) == NST_OK);
  CHECK_EQUAL(fill(other, segmenter), NST_OK);
  arm(memory);
  nst_status status = nst_corpus_create(lexicon, NULL, &memory->allocator, &own);
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
  fail_each_allocation(corpus);
  fail_each_allocation(title_series);
}

static void counting(void) {
  fail_each_allocation(document);
  fail_each_allocation(count_document);
  fail_each_allocation(count_texts);
  fail_each_allocation(merge_same);
  fail_each_allocation(merge_other);
}

/* -- Charsets ---------------------------------------------------------------------- */

/* Decodes bytes whose charset has to be detected. */
static nst_status decode_bytes(counted_memory *memory, const char *bytes) {
  nst_buffer out;
  nst_buffer_init(&out, &memory->allocator);
  arm(memory);
  nst_status status = nst_charset_decode(bytes, strlen(bytes), NULL, &out, NULL);
  disarm(memory);
  nst_buffer_free(&out);
  return status;
}

static nst_status decode_gbk(counted_memory *memory) {
  return decode_bytes(memory, "\xD6\xD0\xB9\xFA\xB5\xC4\xFF\xD0\xC2\xCE\xC5");
}

static nst_status decode_latin(counted_memory *memory) {
  return decode_bytes(memory, "caf\xE9 \xE0 la carte");
}

static nst_status decode_japanese(counted_memory *memory) {
  return decode_bytes(memory, "\x1B$B$3$s$K$A$O\x1B(B");
}

static void decoding(void) {
  fail_each_allocation(decode_gbk);
  fail_each_allocation(decode_latin);
  fail_each_allocation(decode_japanese);
}

/* -- Feeds --------------------------------------------------------------------------- */

static const char feed_bytes[] =
    "<rss><channel><language>zh</language>"
    "<item><title>a&amp;b</title><category>c</category><category>d</category></item>"
    "<item xml:lang='en'><dc:creator>e</dc:creator><dc:creator>f</dc:creator><description>"
    "<b class='g'>h</b><![CDATA[i]]> j & k &copy;</description></item><item><link>l</link>";

static nst_status feed(counted_memory *memory) {
  nst_feed *reading = NULL;
  const nst_feed_entry *entry = NULL;
  size_t count = 0;
  arm(memory);
  nst_status status = nst_feed_create(&memory->allocator, &reading);
  for (int part = 0; status == NST_OK && part < 2; part++) {
    nst_feed_add(reading, part ? "" : feed_bytes, part ? 0 : sizeof feed_bytes - 1);
    while ((status = nst_feed_next(reading, &entry)) == NST_OK && entry) count++;
  }
  disarm(memory);
  CHECK(entry == NULL);
  if (status == NST_OK) CHECK_EQUAL(count, 3);
  if (reading) CHECK_EQUAL(nst_feed_next(reading, &entry), status); /* a failure stays */
  nst_feed_destroy(reading);
  return status;
}

static void feeds(void) { fail_each_allocation(feed); }

static nst_status warc(counted_memory *memory) {
  static const char bytes[] = "WARC/1.0\nContent-Length: 3\n\nabc";
  nst_warc *reading = NULL;
  const nst_warc_record *record = NULL;
  char *block = NULL;
  arm(memory);
  nst_status status = nst_warc_create(&memory->allocator, &reading);
  if (status == NST_OK) status = nst_warc_add(reading, bytes, sizeof bytes - 1);
  disarm(memory);
  if (status == NST_OK) {
    CHECK_EQUAL(nst_warc_next(reading, &record), NST_WARC_FOUND);
    CHECK_EQUAL(nst_warc_block(reading, &block), NST_WARC_FOUND);
    CHECK_TEXT(block, 3, "abc");
  }
  nst_warc_destroy(reading);
  return status;
}

static void crawls(void) { fail_each_allocation(warc); }

/* -- Pages --------------------------------------------------------------------------- */

static nst_status page(counted_memory *memory) {
  static const char html[] =
      "<html lang=zh><title>a &amp; b</title><meta name=c content=d><link rel=canonical href=e>"
      "<script type=application/ld+json>{}</script><h1>a &amp; b</h1><p class=date>2004-8-12</p>"
      "<p>by <i class=author>f</i></p><time datetime=g></time>";
  nst_page_facts *facts = NULL;
  size_t count = 0;
  arm(memory);
  nst_status status = nst_page_facts_read(html, sizeof html - 1, &memory->allocator, &facts);
  disarm(memory);
  CHECK((status == NST_OK) == (facts != NULL));
  if (facts) nst_page_facts_list(facts, &count, NULL);
  CHECK_EQUAL(count, facts ? 10 : 0);
  nst_page_facts_destroy(facts);
  return status;
}

static void pages(void) { fail_each_allocation(page); }

static const check_test tests[] = {
    {"feeds", feeds},
    {"crawls", crawls},
    {"pages", pages},
    {"opening and creating", opening},
    {"text", text},
    {"folding", folding},
    {"folding to more than four times the bytes", folding_to_more_than_four_times_the_bytes},
    {"segmenting", segmenting},
    {"keys and surface forms", vocabulary},
    {"documents and counters", counting},
    {"decoding", decoding},
    {"corpora and indexes", corpora},
};

CHECK_SUITE(allocation);
