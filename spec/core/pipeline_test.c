/* The pipeline: the corpus is the same with any number of threads, whatever comes and however it
 * ends. */
#include "check.h"
#include "core/corpus.h"
#include "core/utf8.h"
#include "core/vocabulary.h"
#include "support.h"

#include <stdio.h>

static const char *const pieces[] = {
    "台风鸢尾在澜江登陆，",
    "湖北省武漢市的颱風。",
    "\n",
    "COVID-19 New York ",
    "李明說：“抗疫”",
    "3,141.59 ",
    "https://a.example/b ",
    "蜜蜂采蜜\n\n",
    "\xFF\xFE",
    "한국어 ",
    "剑桥分析公司",
};
enum { PIECES = sizeof pieces / sizeof *pieces, ARTICLES = 150 };

typedef struct fixture {
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  nst_vocabulary *suffixes;
  nst_vocabulary *aliases;
  nst_corpus_rules rules;
  nst_buffer texts[ARTICLES];
} fixture;

/* Characters of all kinds, so that a corpus has more words than it looks up one by one. */
static void add_many_words(uint64_t *state, nst_buffer *text) {
  enum { CHARACTERS = 30000, FIRST_HAN = 0x4E00, HAN = 0x5200 };
  for (int i = 0; i < CHARACTERS; i++) {
    char bytes[4];
    size_t size = nst_utf8_encode(FIRST_HAN + (uint32_t)random_below(state, HAN), bytes);
    CHECK_EQUAL(nst_buffer_append(text, bytes, size), NST_OK);
  }
}

static bool set_up(fixture *own) {
  memset(own, 0, sizeof *own);
  own->lexicon = open_lexicon();
  own->segmenter = own->lexicon ? open_segmenter(own->lexicon) : NULL;
  if (!own->segmenter) return false;
  uint32_t term;
  CHECK_EQUAL(nst_vocabulary_create(NULL, &own->suffixes), NST_OK);
  CHECK_EQUAL(nst_vocabulary_intern(own->suffixes, "省", 3, &term), NST_OK);
  own->rules.suffixes = own->suffixes;
  CHECK_EQUAL(nst_vocabulary_create(NULL, &own->aliases), NST_OK);
  CHECK_EQUAL(nst_vocabulary_intern(own->aliases, "蜜蜂", 6, &term), NST_OK);
  CHECK_EQUAL(nst_vocabulary_add_surface(own->aliases, term, "剑桥", 6, 1), NST_OK);
  own->rules.aliases = own->aliases;
  uint64_t state = 7;
  for (size_t i = 0; i < ARTICLES; i++) {
    nst_buffer_init(own->texts + i, NULL);
    random_text(&state, pieces, PIECES, i == 60 ? 100000 : random_below(&state, 900),
                own->texts + i);
    if (i == 20) add_many_words(&state, own->texts + i);
  }
  return true;
}

static void tear_down(fixture *own) {
  for (size_t i = 0; i < ARTICLES; i++) nst_buffer_free(own->texts + i);
  nst_vocabulary_destroy(own->suffixes);
  nst_vocabulary_destroy(own->aliases);
  nst_segmenter_destroy(own->segmenter);
  nst_lexicon_close(own->lexicon);
}

static nst_corpus *new_corpus(const fixture *own, const nst_allocator *allocator) {
  nst_corpus *corpus = NULL;
  if (nst_corpus_create(own->lexicon, &own->rules, allocator, &corpus) != NST_OK) return NULL;
  return corpus;
}

static nst_pipeline_article article_of(const fixture *own, size_t i) {
  return (nst_pipeline_article){.title = i % 3 ? "台风" : NULL,
                                .title_size = i % 3 ? 6 : 0,
                                .text = own->texts[i].bytes,
                                .size = own->texts[i].size};
}

/* Adds an article as a part of a buffer, which afterwards has other memory or none. */
static nst_status give_away(nst_pipeline *pipeline, nst_pipeline_article article,
                            nst_buffer *owner) {
  owner->size = 0;
  nst_status status = nst_buffer_append(owner, "---\n", 4);
  if (status == NST_OK) status = nst_buffer_append(owner, article.text, article.size);
  if (status != NST_OK) return status;
  article.text = owner->bytes + 4;
  article.owner = owner;
  return nst_pipeline_add(pipeline, &article);
}

/* Adds the articles from `first` to `last`. */
static nst_status add_some(const fixture *own, nst_pipeline *pipeline, size_t first, size_t last) {
  nst_buffer owner;
  nst_buffer_init(&owner, NULL);
  nst_status status = NST_OK;
  for (size_t i = first; i < last && status == NST_OK; i++) {
    nst_pipeline_article article = article_of(own, i);
    status = i % 2 ? give_away(pipeline, article, &owner) : nst_pipeline_add(pipeline, &article);
  }
  nst_buffer_free(&owner);
  return status == NST_OK ? nst_pipeline_finish(pipeline) : status;
}

static nst_status add_all(const fixture *own, nst_pipeline *pipeline, size_t count) {
  return add_some(own, pipeline, 0, count);
}

/* What nst_corpus_add makes of the articles, one after the other. */
static nst_corpus *plain_corpus(const fixture *own, size_t count) {
  nst_corpus *corpus = new_corpus(own, NULL);
  for (size_t i = 0; corpus && i < count; i++) {
    nst_pipeline_article one = article_of(own, i);
    CHECK_EQUAL(
        nst_corpus_add(corpus, own->segmenter, one.title, one.title_size, one.text, one.size),
        NST_OK);
  }
  return corpus;
}

static void check_stream(const nst_corpus *seen, const nst_corpus *expected, size_t i) {
  nst_tokens tokens[2] = {{0}, {0}};
  nst_stream one, other;
  CHECK_EQUAL(nst_tokens_reserve(tokens, seen), NST_OK);
  CHECK_EQUAL(nst_tokens_reserve(tokens + 1, expected), NST_OK);
  CHECK_EQUAL(nst_stream_open(&one, seen, seen->articles + i, tokens), NST_OK);
  CHECK_EQUAL(nst_stream_open(&other, expected, expected->articles + i, tokens + 1), NST_OK);
  CHECK_BYTES((const char *)one.at, (size_t)(one.end - one.at), (const char *)other.at,
              (size_t)(other.end - other.at));
  nst_tokens_free(tokens, seen);
  nst_tokens_free(tokens + 1, expected);
}

static void check_articles(const nst_corpus *seen, const nst_corpus *expected) {
  for (size_t i = 0; i < seen->count && i < expected->count; i++) {
    const nst_article *one = seen->articles + i, *other = expected->articles + i;
    check_stream(seen, expected, i);
    CHECK_EQUAL(one->words, other->words);
    CHECK_EQUAL(one->paragraphs, other->paragraphs);
    CHECK_BYTES((const char *)(seen->hashes + one->first_paragraph),
                one->paragraphs * sizeof(uint64_t),
                (const char *)(expected->hashes + other->first_paragraph),
                other->paragraphs * sizeof(uint64_t));
  }
}

static void check_words(nst_corpus *seen, nst_corpus *expected) {
  nst_vocabulary *one, *other;
  CHECK_EQUAL(nst_corpus_vocabulary(seen, &one), NST_OK);
  CHECK_EQUAL(nst_corpus_vocabulary(expected, &other), NST_OK);
  CHECK_EQUAL(nst_vocabulary_size(one), nst_vocabulary_size(other));
  if (nst_vocabulary_size(one) != nst_vocabulary_size(other)) return;
  for (uint32_t term = 0; term < nst_vocabulary_size(one); term++) {
    size_t size, expected_size;
    const char *key = nst_vocabulary_key(one, term, &size);
    const char *expected_key = nst_vocabulary_key(other, term, &expected_size);
    CHECK_BYTES(key, size, expected_key, expected_size);
    key = nst_vocabulary_surface(one, term, &size);
    expected_key = nst_vocabulary_surface(other, term, &expected_size);
    CHECK_BYTES(key, size, expected_key, expected_size);
    CHECK_EQUAL(seen->forms[term].flags, expected->forms[term].flags);
    CHECK_EQUAL(seen->forms[term].base, expected->forms[term].base);
    CHECK_EQUAL(seen->forms[term].characters, expected->forms[term].characters);
  }
}

static void is_the_same_with_any_number_of_threads(void) {
  static const size_t threads[] = {0, 1, 2, 4, 7};
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
      for (size_t count = 0; count <= ARTICLES; count += count ? ARTICLES - 1 : 1) {
        check_note("%zu threads, %zu articles", threads[i], count);
        nst_corpus *expected = plain_corpus(&own, count), *corpus = new_corpus(&own, NULL);
        nst_threads some = {threads[i], NULL, NULL};
        nst_pipeline *pipeline = NULL;
        nst_corpus_set_memory(corpus, i * 8192); /* more of the words are in a file */
        CHECK_EQUAL(nst_pipeline_create(corpus, own.segmenter, &some, &pipeline), NST_OK);
        CHECK_EQUAL(add_all(&own, pipeline, count), NST_OK);
        CHECK_EQUAL(nst_pipeline_size(pipeline), count);
        if (count > 60) CHECK_EQUAL(nst_pipeline_text_size(pipeline, 60), own.texts[60].size);
        nst_pipeline_destroy(pipeline);
        CHECK_EQUAL(nst_corpus_size(corpus), count);
        check_articles(corpus, expected);
        check_words(corpus, expected);
        nst_corpus_destroy(corpus);
        nst_corpus_destroy(expected);
      }
  tear_down(&own);
}

/* Twice through each of two pipelines. */
static void takes_more_when_it_has_finished(void) {
  fixture own;
  if (set_up(&own)) {
    const nst_threads some = {3, NULL, NULL};
    nst_corpus *expected = plain_corpus(&own, ARTICLES), *corpus = new_corpus(&own, NULL);
    for (size_t i = 0; i < 4; i += 2) {
      nst_pipeline *pipeline = NULL;
      CHECK_EQUAL(nst_pipeline_create(corpus, own.segmenter, &some, &pipeline), NST_OK);
      for (size_t k = i; k < i + 2; k++)
        CHECK_EQUAL(add_some(&own, pipeline, ARTICLES * k / 4, ARTICLES * (k + 1) / 4), NST_OK);
      nst_pipeline_destroy(pipeline);
    }
    check_articles(corpus, expected);
    check_words(corpus, expected);
    nst_corpus_destroy(corpus);
    nst_corpus_destroy(expected);
  }
  tear_down(&own);
}

static void cleans_html(void) {
  fixture own;
  if (set_up(&own))
    for (size_t threads = 1; threads < 3; threads++) {
      nst_corpus *corpus = new_corpus(&own, NULL);
      nst_threads some = {threads, NULL, NULL};
      nst_pipeline *pipeline = NULL;
      const char html[] = "<h1> 台风 </h1><p>澜江&amp;蜜蜂</p><script>x()</script>";
      nst_pipeline_article article = {
          .title = "台风", .title_size = 6, .text = html, .size = sizeof html - 1, .is_html = true};
      CHECK_EQUAL(nst_pipeline_create(corpus, own.segmenter, &some, &pipeline), NST_OK);
      CHECK_EQUAL(nst_pipeline_add(pipeline, &article), NST_OK);
      article.drop_title = true;
      CHECK_EQUAL(nst_pipeline_add(pipeline, &article), NST_OK);
      article.title_size = 3;
      CHECK_EQUAL(nst_pipeline_add(pipeline, &article), NST_OK);
      CHECK_EQUAL(nst_pipeline_finish(pipeline), NST_OK);
      CHECK_EQUAL(nst_pipeline_text_size(pipeline, 0), strlen("台风\n\n澜江&蜜蜂"));
      CHECK_EQUAL(nst_pipeline_text_size(pipeline, 1), strlen("澜江&蜜蜂"));
      CHECK_EQUAL(nst_pipeline_text_size(pipeline, 2), strlen("台风\n\n澜江&蜜蜂"));
      CHECK_EQUAL(corpus->articles[0].paragraphs, 2);
      CHECK_EQUAL(corpus->articles[1].paragraphs, 1);
      nst_pipeline_destroy(pipeline);
      nst_corpus_destroy(corpus);
    }
  tear_down(&own);
}

static void leaves_out_the_title_alone(void) {
  static const struct {
    const char *text, *title;
    size_t from;
  } cases[] = {
      {"title\ntext", "title", 6},
      {"\r\n title \t\n\n\ntext", "title", 13},
      {"title", "title", 5},
      {"titles\ntext", "title", 0},
      {"", "title", 0},
      {"\n\ntext\n", "", 0},
      {" \ntext", "", 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    check_note("case %zu", i);
    CHECK_EQUAL(nst_text_after_title(cases[i].text, strlen(cases[i].text), cases[i].title,
                                     strlen(cases[i].title)),
                cases[i].from);
  }
}

static bool no_more(void *context) { return ++*(int *)context < 3; }

/* Whatever was added, what is in the corpus is a beginning of it, whole. */
static void can_be_ended_at_any_time(void) {
  fixture own;
  if (set_up(&own))
    for (size_t threads = 0; threads < 5; threads++) {
      nst_corpus *corpus = new_corpus(&own, NULL), *expected = plain_corpus(&own, ARTICLES);
      int asked = 0;
      nst_threads some = {threads, no_more, &asked};
      nst_pipeline *pipeline = NULL;
      CHECK_EQUAL(nst_pipeline_create(corpus, own.segmenter, &some, &pipeline), NST_OK);
      nst_status status = NST_OK;
      for (size_t i = 0; status == NST_OK; i++) {
        nst_pipeline_article article = article_of(&own, i % ARTICLES);
        status = nst_pipeline_add(pipeline, &article);
      }
      CHECK_EQUAL(status, NST_CANCELLED);
      CHECK_EQUAL(nst_pipeline_finish(pipeline), NST_CANCELLED);
      CHECK_EQUAL(nst_pipeline_size(pipeline), nst_corpus_size(corpus));
      nst_pipeline_destroy(pipeline);
      check_articles(corpus, expected);
      nst_vocabulary *words;
      CHECK_EQUAL(nst_corpus_vocabulary(corpus, &words), NST_OK);
      nst_corpus_destroy(expected);
      nst_corpus_destroy(corpus);
    }
  tear_down(&own);
}

static void survives_any_failing_allocation(void) {
  fixture own;
  if (set_up(&own))
    for (size_t threads = 1; threads < 3; threads++)
      for (size_t fail_at = 1; fail_at < 4000; fail_at += fail_at < 50 ? 1 : 37) {
        counted_memory memory;
        counted_memory_init(&memory);
        check_note("%zu threads, allocation %zu fails", threads, fail_at);
        nst_corpus *corpus = new_corpus(&own, &memory.allocator);
        nst_threads some = {threads, NULL, NULL};
        nst_pipeline *pipeline = NULL;
        memory.calls = 0;
        memory.fail_at = fail_at;
        nst_status status = nst_pipeline_create(corpus, own.segmenter, &some, &pipeline);
        if (status == NST_OK) status = add_all(&own, pipeline, 20);
        nst_pipeline_destroy(pipeline);
        bool fired = memory.calls >= fail_at;
        memory.fail_at = 0;
        CHECK_EQUAL(status, fired ? NST_NO_MEMORY : NST_OK);
        nst_corpus_destroy(corpus);
        CHECK(counted_memory_is_clean(&memory));
        if (!fired) break;
      }
  tear_down(&own);
}

static const check_test tests[] = {
    {"the corpus is the same with any number of threads", is_the_same_with_any_number_of_threads},
    {"more may be added when it has finished", takes_more_when_it_has_finished},
    {"HTML is cleaned, and the title's line left out", cleans_html},
    {"only a first line that is the title is left out", leaves_out_the_title_alone},
    {"it can be ended at any time", can_be_ended_at_any_time},
    {"any allocation may fail", survives_any_failing_allocation},
};

CHECK_SUITE(pipeline);
