/* Words back to a text with separators between them. */
#include "check.h"
#include "support.h"

#include <string.h>

static nst_status join(const char *text, const char *separator, nst_buffer *out) {
  nst_lexicon *lexicon = open_lexicon();
  nst_segmenter *segmenter = open_segmenter(lexicon);
  nst_joiner joiner = {separator, strlen(separator), out, false};
  nst_status status = NST_OK;
  if (segmenter) nst_segmenter_start(segmenter, text, strlen(text));
  for (size_t count = 1; segmenter && status == NST_OK && count > 0;) {
    const nst_word *words;
    CHECK_EQUAL(nst_segmenter_next(segmenter, &words, &count), NST_OK);
    status = nst_joiner_add(&joiner, text, strlen(text), words, count);
  }
  nst_segmenter_destroy(segmenter);
  nst_lexicon_close(lexicon);
  return status;
}

static void sets_words_apart_and_keeps_lines(void) {
  static const struct {
    const char *text;
    const char *separator;
    const char *joined;
  } cases[] = {
      {"", " ", ""},
      {"我爱北京", " ", "我 爱 北京"},
      {"我爱北京", "", "我爱北京"},
      {"我爱北京", " | ", "我 | 爱 | 北京"},
      {"北京\n上海\r\n广州", "/", "北京\n上海\r\n广州"},
      {"  北京　 上海  ", "/", "北京/上海"},
      {"\n\n北京\n", "/", "\n\n北京\n"},
      {"北京，上海。", " ", "北京 ， 上海 。"},
      {"https://example.org/a/very/long/address 北京", " ",
       "https://example.org/a/very/long/address 北京"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    nst_buffer out;
    nst_buffer_init(&out, NULL);
    check_note("case %zu", i);
    CHECK_EQUAL(join(cases[i].text, cases[i].separator, &out), NST_OK);
    CHECK_TEXT(out.bytes ? out.bytes : "", out.size, cases[i].joined);
    nst_buffer_free(&out);
  }
}

static void says_when_memory_runs_out(void) {
  counted_memory memory;
  nst_buffer out;
  counted_memory_init(&memory);
  memory.fail_at = 1;
  nst_buffer_init(&out, &memory.allocator);
  CHECK_EQUAL(join("我爱北京", " ", &out), NST_NO_MEMORY);
  nst_buffer_free(&out);
  CHECK(counted_memory_is_clean(&memory));
}

static const check_test tests[] = {
    {"words are set apart and lines kept", sets_words_apart_and_keeps_lines},
    {"it says when memory runs out", says_when_memory_runs_out},
};

CHECK_SUITE(joiner);
