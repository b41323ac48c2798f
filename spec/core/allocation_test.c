/* Every call that reads, cuts or folds with its first, second, third … allocation failing. */
#include "check.h"
#include "core/lexicon.h"
#include "core/page_facts.h"
#include "core/warc.h"
#include "failing_allocation.h"
#include "small_image.h"

#include <stdio.h>
#include <stdlib.h>

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
    {"decoding", decoding},
};

CHECK_SUITE(allocation);
