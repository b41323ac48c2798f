/* The pipeline with one thread against some: the corpus is the same, byte for byte.  The first byte
   of the input chooses how many; a 0x1E ends an article, whose first byte says whether it is HTML,
   whether its title is left out and whether it is a whole page, and whose first line is its title.
 */
#include "core/corpus.h"
#include "core/vocabulary.h"
#include "fuzz.h"

enum { END_OF_ARTICLE = 0x1E, MOST_ARTICLES = 64 };

static nst_lexicon *lexicon; /* opened once: it is read only */

typedef struct counted {
  nst_segmenter *segmenter;
  nst_corpus *corpus;
  nst_vocabulary *words;
} counted;

static nst_pipeline_article article_of(const char *bytes, size_t size) {
  nst_pipeline_article article = {.text = bytes, .size = size};
  if (!size) return article;
  article.is_html = bytes[0] & 1;
  article.drop_title = bytes[0] & 2;
  article.is_page = bytes[0] & 4;
  article.text++;
  article.size--;
  const char *end = article.size ? memchr(article.text, '\n', article.size) : NULL;
  if (!end) return article;
  article.title = article.text;
  article.title_size = (size_t)(end - article.text);
  return article;
}

static void add_articles(nst_pipeline *pipeline, const char *bytes, size_t size) {
  for (size_t count = 0; size && count < MOST_ARTICLES; count++) {
    const char *end = memchr(bytes, END_OF_ARTICLE, size);
    size_t length = end ? (size_t)(end - bytes) : size;
    nst_pipeline_article article = article_of(bytes, length);
    require(nst_pipeline_add(pipeline, &article) == NST_OK, "an article is added");
    if (end) length++;
    bytes += length;
    size -= length;
  }
}

static counted count(const char *bytes, size_t size, size_t threads) {
  static const nst_corpus_rules rules; /* none */
  counted self;
  nst_threads some = {threads, NULL, NULL};
  nst_pipeline *pipeline = NULL;
  require(nst_segmenter_create(lexicon, NULL, &self.segmenter) == NST_OK &&
              nst_corpus_create(lexicon, &rules, NULL, &self.corpus) == NST_OK &&
              nst_pipeline_create(self.corpus, self.segmenter, &some, &pipeline) == NST_OK,
          "it is created");
  add_articles(pipeline, bytes, size);
  require(nst_pipeline_finish(pipeline) == NST_OK, "it finishes");
  nst_pipeline_destroy(pipeline);
  require(nst_corpus_vocabulary(self.corpus, &self.words) == NST_OK, "it has words");
  return self;
}

static void check_bytes(const void *one, size_t one_size, const void *other, size_t other_size,
                        const char *what) {
  require(one_size == other_size && (!one_size || memcmp(one, other, one_size) == 0), what);
}

static void check_articles(const nst_corpus *one, const nst_corpus *other) {
  require(one->count == other->count, "there are as many articles");
  for (size_t i = 0; i < one->count; i++) {
    const nst_article *a = one->articles + i, *b = other->articles + i;
    check_bytes(a->stream.address, a->size, b->stream.address, b->size, "words are the same");
    require(a->words == b->words, "words are counted alike");
    require(a->paragraphs == b->paragraphs, "there are as many paragraphs");
    if (!a->paragraphs) continue; /* there may be no hashes at all */
    check_bytes(one->hashes + a->first_paragraph, a->paragraphs * sizeof *one->hashes,
                other->hashes + b->first_paragraph, b->paragraphs * sizeof *other->hashes,
                "paragraphs are the same");
  }
}

static void check_words(const counted *one, const counted *other) {
  size_t size, other_size;
  require(nst_vocabulary_size(one->words) == nst_vocabulary_size(other->words),
          "there are as many words");
  for (uint32_t term = 0; term < nst_vocabulary_size(one->words); term++) {
    const char *key = nst_vocabulary_key(one->words, term, &size);
    const char *other_key = nst_vocabulary_key(other->words, term, &other_size);
    check_bytes(key, size, other_key, other_size, "keys are the same");
    key = nst_vocabulary_surface(one->words, term, &size);
    other_key = nst_vocabulary_surface(other->words, term, &other_size);
    check_bytes(key, size, other_key, other_size, "the most frequent forms are the same");
  }
}

static void release(counted *self) {
  nst_corpus_destroy(self->corpus);
  nst_segmenter_destroy(self->segmenter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return 0;
  if (!lexicon) require(nst_lexicon_open_builtin(NULL, &lexicon) == NST_OK, "the lexicon opens");
  const char *bytes = (const char *)data + 1;
  counted one = count(bytes, size - 1, 1), some = count(bytes, size - 1, 2 + data[0] % 4);
  check_articles(one.corpus, some.corpus);
  check_words(&one, &some);
  release(&one);
  release(&some);
  return 0;
}
