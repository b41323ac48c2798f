/* Words of texts: what every cut must keep, and examples. */
#include "check.h"
#include "support.h"

#include <stdlib.h>

/* A segmenter over the built-in lexicon, and room for texts. */
typedef struct fixture {
  nst_lexicon *lexicon;
  nst_segmenter *segmenter;
  nst_buffer text;
  nst_buffer out;
} fixture;

static bool set_up(fixture *own) {
  own->lexicon = open_lexicon();
  own->segmenter = own->lexicon ? open_segmenter(own->lexicon) : NULL;
  nst_buffer_init(&own->text, NULL);
  nst_buffer_init(&own->out, NULL);
  return own->segmenter != NULL;
}

static void tear_down(fixture *own) {
  nst_buffer_free(&own->text);
  nst_buffer_free(&own->out);
  nst_segmenter_destroy(own->segmenter);
  nst_lexicon_close(own->lexicon);
}

/* -- Words are the text ------------------------------------------------------------ */

static const char *const pieces[] = {"的",
                                     "中国",
                                     "武漢",
                                     "鿿",
                                     "𠮷",
                                     "々",
                                     "〇",
                                     "かな",
                                     "カ",
                                     "ー",
                                     "ไทย",
                                     "ำ",
                                     "한",
                                     "한",
                                     "א",
                                     "ع",
                                     "अ",
                                     "👨‍👩‍👧",
                                     "👍🏽",
                                     "🇨🇳",
                                     "1️⃣",
                                     "☺",
                                     "0",
                                     "７",
                                     "3.14",
                                     "1,200",
                                     "50%",
                                     "万",
                                     "亿",
                                     "a",
                                     "Ｚ",
                                     "don't",
                                     "é",
                                     "ß",
                                     "Ж",
                                     "\u0301",
                                     "\uFE0F",
                                     "\u200D",
                                     "\u20DD",
                                     "-",
                                     "——",
                                     "……",
                                     "...",
                                     "=",
                                     "。",
                                     "，",
                                     "「",
                                     "'",
                                     "’",
                                     "·",
                                     ".",
                                     ",",
                                     "%",
                                     " ",
                                     "　",
                                     "\t",
                                     "\u00A0",
                                     "\u200B",
                                     "\r",
                                     "\n",
                                     "\r\n",
                                     "\u2028",
                                     "\u2029",
                                     "\xC2\x85",
                                     "http://",
                                     "www.",
                                     "https://a.b/c?d",
                                     ")",
                                     "\x80",
                                     "\xE4",
                                     "\xE4\xB8",
                                     "\xF0\x9F",
                                     "\xFF",
                                     "\xED\xA0\x80",
                                     "T恤",
                                     "卡拉OK",
                                     "C++",
                                     "AT&T",
                                     "\uFFFF",
                                     "\U0010FFFF"};

enum { PIECES = sizeof pieces / sizeof *pieces };

static void random_strings_are_kept(void) {
  fixture own;
  uint64_t state = 17;
  if (set_up(&own))
    for (int round = 0; round < 3000; round++) {
      own.text.size = 0;
      size_t few = 1 + random_below(&state, PIECES), limit = random_below(&state, 8) ? 80 : 3000;
      random_text(&state, pieces + random_below(&state, PIECES - few + 1), few,
                  random_below(&state, limit), &own.text);
      check_note("round %d", round);
      if (!CHECK(words_are_the_text(own.segmenter, own.text.bytes, own.text.size)))
        CHECK_TEXT(own.text.bytes, own.text.size, "");
    }
  tear_down(&own);
}

/* Each from a block of just its size, so that a byte read behind it shows. */
static void random_bytes_are_kept(void) {
  fixture own;
  uint64_t state = 19;
  if (set_up(&own))
    for (int round = 0; round < 3000; round++) {
      size_t size = random_below(&state, random_below(&state, 8) ? 60 : 3000);
      char *bytes = malloc(size ? size : 1);
      if (!CHECK(bytes != NULL)) break;
      for (size_t i = 0; i < size; i++) {
        uint64_t random = random_next(&state);
        bytes[i] = (char)(random & 0x300 ? random | 0x80 : random);
      }
      check_note("round %d", round);
      CHECK(words_are_the_text(own.segmenter, bytes, size));
      free(bytes);
    }
  tear_down(&own);
}

/* Each character alone and between others. */
static void all_characters_are_kept(void) {
  fixture own;
  if (set_up(&own))
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
      if (c >= 0x20000 && c < 0xE0000 && c % 97) continue; /* all alike */
      char bytes[32];
      size_t size = nst_utf8_encode(c, bytes);
      if (c % 3 == 0) {
        memcpy(bytes + size, "中a1", 5);
        size += 5;
        size += nst_utf8_encode(c, bytes + size);
      }
      check_note("U+%04X", (unsigned)c);
      CHECK(words_are_the_text(own.segmenter, bytes, size));
    }
  tear_down(&own);
}

/* -- Examples -------------------------------------------------------------------------- */

static const struct {
  const char *text;
  const char *words;
} cuts[] = {
    {"", ""},
    {"我爱北京", "我|爱|北京"},
    {"中华人民共和国成立", "中华人民共和国|成立"},
    {"王小明和欧阳小明", "王小明|和|欧阳小明"},
    {"布林肯访华", "布林肯|访华"},
    {"二十三个第三次", "二十三|个|第三|次"},
    {"二〇二〇年", "二〇二〇|年"},
    {"武漢的醫院", "武漢|的|醫院"},
    {"圆周率是3.14。", "圆周率|是|3.14|。"},
    {"共1,200人", "共|1,200|人"},
    {"增长50%", "增长|50%"},
    {"增长５０％", "增长|５０％"},
    {"300万人", "300万|人"},
    {"1.4亿元", "1.4亿|元"},
    {"2024年1月2日", "2024|年|1|月|2|日"},
    {"12:30", "12|:|30"},
    {"1/2", "1|/|2"},
    {"COVID-19疫情", "COVID-19|疫情"},
    {"I don't know", "I| |don't| |know"},
    {"the U.S. army", "the| |U.S|.| |army"},
    {"ＡＢＣ公司", "ＡＢＣ|公司"},
    {"见http://example.com/a?b=1。后", "见|http://example.com/a?b=1|。|后"},
    {"(https://a.b/c), ok", "(|https://a.b/c|)|,| |ok"},
    {"www.example.com网站", "www.example.com|网站"},
    {"一件T恤", "一|件|T恤"},
    {"换SIM卡", "换|SIM卡"},
    {"换ｓｉｍ卡", "换|ｓｉｍ卡"},
    {"他说——不", "他|说|——|不"},
    {"他说……不", "他|说|……|不"},
    {"啊！！！", "啊|！|！|！"},
    {"a...b", "a|...|b"},
    {"----", "----"},
    {"—…—", "—|…|—"},
    {"行\r\n行", "行|\r\n|行"},
    {"行\n\n行", "行|\n|\n|行"},
    {"行\u2028行", "行|\u2028|行"},
    {"　　段落", "　　|段落"},
    {"北京 \t 上海", "北京| \t |上海"},
    {"北京\u00A0上海", "北京|\u00A0|上海"},
    {"《中国》", "《|中国|》"},
    {"中\xFF文", "中|\xFF|文"},
    {"中国\xE4\xB8", "中国|\xE4\xB8"},
    {"北\xE4京", "北|\xE4|京"},
    {"👨‍👩‍👧好", "👨‍👩‍👧|好"},
    {"👍🏽👍", "👍🏽|👍"},
    {"🇨🇳🇯🇵", "🇨🇳|🇯🇵"},
    {"한국어 말", "한국어| |말"},
    {"ภาษาไทย", "ภาษา|ไทย"},
    {"cafe\u0301 noir", "cafe\u0301| |noir"},
    {"Łódź и Москва", "Łódź| |и| |Москва"},
    {"鿿鿾", "鿿|鿾"},
    {"C:\\a", "C|:|\\|a"},
    {"a@b.com说", "a@b.com|说"},
    {"@user_1说 #tag", "@user_1|说| |#tag"},
    {"# 谈@", "#| |谈|@"},
    {"学C++和C#", "学|C++|和|C#"},
};

static void cuts_examples(void) {
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
      own.out.size = 0;
      check_note("%s", cuts[i].text);
      CHECK_EQUAL(cut(own.segmenter, cuts[i].text, strlen(cuts[i].text), &own.out), NST_OK);
      CHECK_TEXT(own.out.bytes, own.out.size, cuts[i].words);
    }
  tear_down(&own);
}

static void words_have_kinds_and_tags(void) {
  static const struct {
    const char *text; /* one word */
    nst_word_kind kind;
    const char *tag; /* NULL: the lexicon's */
  } cases[] = {
      {"中国", NST_WORD_LEXICON, NULL},
      {"T恤", NST_WORD_LEXICON, NULL},
      {"鿿", NST_WORD_UNKNOWN, "x"},
      {"王小明", NST_WORD_NAME, "PER"},
      {"二十三", NST_WORD_QUANTITY, "m"},
      {"abc", NST_WORD_LATIN, "eng"},
      {"COVID-19", NST_WORD_LATIN, "eng"},
      {"a123456789012345678901234567890", NST_WORD_LATIN, "eng"}, /* longer than a window's run */
      {"#", NST_WORD_PUNCTUATION, "w"},
      {"@", NST_WORD_PUNCTUATION, "w"},
      {"12", NST_WORD_NUMBER, "m"},
      {"300万", NST_WORD_NUMBER, "m"},
      {"1234567890123456789012345678901234567890%", NST_WORD_NUMBER, "m"},
      {"https://a.b/", NST_WORD_URL, "url"},
      {"かな", NST_WORD_OTHER, "x"},
      {"👍", NST_WORD_OTHER, "x"},
      {"\u0301", NST_WORD_OTHER, "x"},
      {"……", NST_WORD_PUNCTUATION, "w"},
      {"\xFF", NST_WORD_PUNCTUATION, "w"},
      {"+", NST_WORD_PUNCTUATION, "w"},
      {"  ", NST_WORD_SPACE, "sp"},
      {"\r\n", NST_WORD_SPACE, "sp"},
  };
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
      const nst_word *words;
      size_t count, size = strlen(cases[i].text);
      const char *tag = cases[i].tag;
      if (!tag) nst_lexicon_find(own.lexicon, cases[i].text, size, NULL, &tag);
      nst_segmenter_start(own.segmenter, cases[i].text, size);
      check_note("%s", cases[i].text);
      CHECK_EQUAL(nst_segmenter_next(own.segmenter, &words, &count), NST_OK);
      if (!CHECK_EQUAL(count, 1)) continue;
      CHECK(words[0].first == 0 && words[0].size == size);
      CHECK_EQUAL(words[0].kind, cases[i].kind);
      CHECK_TEXT(words[0].tag, strlen(words[0].tag), tag ? tag : "");
    }
  tear_down(&own);
}

/* All numerals in a row are one quantity, but for the window. */
static void endless_numerals_are_kept(void) {
  fixture own;
  if (set_up(&own))
    for (size_t size = 3; size < 60000; size = size * 2 + 3) {
      own.text.size = 0;
      uint64_t state = 0;
      random_text(&state, (const char *const[]){"三"}, 1, size, &own.text);
      CHECK(words_are_the_text(own.segmenter, own.text.bytes, own.text.size));
    }
  tear_down(&own);
}

static void fine_words_split_further(void) {
  static const struct {
    const char *text;
    const char *coarse;
    const char *fine;
  } cases[] = {
      {"中华人民共和国", "中华人民共和国", "中华|人民|共和|国"},
      {"老百姓", "老百姓", "老|百姓"},
      {"总书记说", "总书记|说", "总|书记|说"},
      {"王小虎说", "王小虎|说", "王|小虎|说"},
      {"欧阳修文来了", "欧阳修文|来|了", "欧阳|修文|来|了"},
      {"毛泽东", "毛泽东", "毛|泽东"},
      {"布林肯说", "布林肯|说", "布林肯|说"},
      {"黄金周", "黄金周", "黄金周"}, /* the list has it among the names */
      {"学生", "学生", "学生"},
      {"COVID-19", "COVID-19", "COVID-19"},
  };
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
      for (int fine = 0; fine < 2; fine++) {
        own.out.size = 0;
        check_note("%s, %s", cases[i].text, fine ? "fine" : "coarse");
        nst_segmenter_set_fine(own.segmenter, fine);
        CHECK_EQUAL(cut(own.segmenter, cases[i].text, strlen(cases[i].text), &own.out), NST_OK);
        CHECK_TEXT(own.out.bytes, own.out.size, fine ? cases[i].fine : cases[i].coarse);
      }
  tear_down(&own);
}

/* Words between marks are cut by themselves: what stands before the mark, be it
   longer than the window, does not change them. */
static void marks_part_what_is_around(void) {
  fixture own;
  word_file file = {0};
  nst_buffer alone, after;
  nst_buffer_init(&alone, NULL);
  nst_buffer_init(&after, NULL);
  uint64_t state = 33;
  if (set_up(&own) && CHECK(word_file_open(&file, true)))
    for (int round = 0; round < 300; round++) {
      own.text.size = alone.size = after.size = 0;
      random_words(&state, &file, 30, &own.text);
      CHECK_EQUAL(cut(own.segmenter, own.text.bytes, own.text.size, &alone), NST_OK);
      nst_buffer whole;
      nst_buffer_init(&whole, NULL);
      random_words(&state, &file, 3000, &whole);
      CHECK_EQUAL(nst_buffer_append(&whole, "。", 3), NST_OK);
      CHECK_EQUAL(nst_buffer_append(&whole, own.text.bytes, own.text.size), NST_OK);
      CHECK_EQUAL(cut(own.segmenter, whole.bytes, whole.size, &after), NST_OK);
      check_note("round %d", round);
      CHECK(after.size > alone.size);
      CHECK_BYTES(after.bytes + after.size - alone.size, alone.size, alone.bytes, alone.size);
      nst_buffer_free(&whole);
    }
  nst_buffer_free(&alone);
  nst_buffer_free(&after);
  word_file_close(&file);
  tear_down(&own);
}

/* -- Life ----------------------------------------------------------------------------------- */

static void the_end_is_the_end(void) {
  fixture own;
  if (set_up(&own)) {
    const nst_word *words;
    size_t count = 1;
    CHECK_EQUAL(nst_segmenter_next(own.segmenter, &words, &count), NST_OK);
    CHECK_EQUAL(count, 0); /* before any start */
    static const char *const texts[] = {"", "中国", "a", "。"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
      nst_segmenter_start(own.segmenter, texts[i], strlen(texts[i]));
      for (int again = 0; again < 5; again++) {
        CHECK_EQUAL(nst_segmenter_next(own.segmenter, &words, &count), NST_OK);
        CHECK_EQUAL(count, again == 0 && texts[i][0]);
      }
    }
    nst_segmenter_start(own.segmenter, NULL, 0);
    CHECK_EQUAL(nst_segmenter_next(own.segmenter, &words, &count), NST_OK);
    CHECK_EQUAL(count, 0);
  }
  tear_down(&own);
}

static void a_text_is_given_up_for_the_next(void) {
  fixture own;
  uint64_t state = 31;
  if (set_up(&own))
    for (int round = 0; round < 200; round++) {
      own.text.size = own.out.size = 0;
      random_text(&state, pieces, PIECES, 9000, &own.text);
      nst_segmenter_start(own.segmenter, own.text.bytes, own.text.size);
      const nst_word *words;
      size_t count;
      CHECK_EQUAL(nst_segmenter_next(own.segmenter, &words, &count), NST_OK);
      CHECK_EQUAL(cut(own.segmenter, "武漢的醫院", 15, &own.out), NST_OK);
      CHECK_TEXT(own.out.bytes, own.out.size, "武漢|的|醫院");
    }
  tear_down(&own);
}

/* Reads one batch of words and adds their sizes to a hash. */
static bool read_batch(nst_segmenter *segmenter, uint64_t *hash) {
  const nst_word *words;
  size_t count;
  CHECK_EQUAL(nst_segmenter_next(segmenter, &words, &count), NST_OK);
  for (size_t i = 0; i < count; i++) *hash = *hash * 31 + words[i].first + words[i].size;
  return count > 0;
}

static void segmenters_do_not_disturb_each_other(void) {
  fixture own, other;
  uint64_t state = 37, alone[2] = {0, 0}, beside[2] = {0, 0};
  bool ready = set_up(&own);
  if (set_up(&other) && ready) {
    random_text(&state, pieces, PIECES, 100000, &own.text);
    random_text(&state, pieces, PIECES, 70000, &other.text);
    nst_segmenter_start(own.segmenter, own.text.bytes, own.text.size);
    while (read_batch(own.segmenter, alone)) continue;
    nst_segmenter_start(other.segmenter, other.text.bytes, other.text.size);
    while (read_batch(other.segmenter, alone + 1)) continue;
    nst_segmenter_start(own.segmenter, own.text.bytes, own.text.size);
    nst_segmenter_start(other.segmenter, other.text.bytes, other.text.size);
    bool more = true;
    while (more) {
      more = read_batch(own.segmenter, beside);
      more |= read_batch(other.segmenter, beside + 1);
    }
    CHECK(alone[0] == beside[0] && alone[1] == beside[1]);
  }
  tear_down(&own);
  tear_down(&other);
}

static void memory_does_not_depend_on_the_text(void) {
  nst_lexicon *lexicon = open_lexicon();
  counted_memory memory;
  counted_memory_init(&memory);
  nst_segmenter *segmenter = NULL;
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  REQUIRE(lexicon && nst_segmenter_create(lexicon, &memory.allocator, &segmenter) == NST_OK);
  CHECK(words_are_the_text(segmenter, "かな", 6));
  size_t calls = memory.calls, bytes = memory.live_bytes;
  uint64_t state = 41;
  random_text(&state, pieces, PIECES, 1 << 20, &text);
  CHECK(words_are_the_text(segmenter, text.bytes, text.size));
  CHECK(memory.calls == calls && memory.live_bytes == bytes);
  nst_segmenter_destroy(segmenter);
  CHECK(counted_memory_is_clean(&memory));
  nst_buffer_free(&text);
  nst_lexicon_close(lexicon);
}

/* One piece a million times: each step of the segmenter at its limits. */
static void endless_runs_are_kept(void) {
  static const char *const runs[] = {"a",       "1",    "中",      "か",  "ไ",       "\u0301",
                                     "👨\u200D", " ",    "\n",      "-",   "。",      "1,",
                                     "1.",      "a-",   "a中",     "1万", "\xFF",    "中か",
                                     "中。",    "www.", "http://", "1é",  "\xE4\xB8"};
  fixture own;
  if (set_up(&own))
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
      own.text.size = 0;
      uint64_t state = 0;
      random_text(&state, runs + i, 1, 300000, &own.text);
      check_note("%s", runs[i]);
      CHECK(words_are_the_text(own.segmenter, own.text.bytes, own.text.size));
    }
  tear_down(&own);
}

static const check_test tests[] = {
    {"the words of random strings are the strings", random_strings_are_kept},
    {"the words of random bytes are the bytes", random_bytes_are_kept},
    {"every character is kept", all_characters_are_kept},
    {"endless runs are kept", endless_runs_are_kept},
    {"examples are cut as expected", cuts_examples},
    {"words have kinds and tags", words_have_kinds_and_tags},
    {"endless numerals are kept", endless_numerals_are_kept},
    {"fine words split further", fine_words_split_further},
    {"marks part what is around", marks_part_what_is_around},
    {"the end is the end", the_end_is_the_end},
    {"a text is given up for the next", a_text_is_given_up_for_the_next},
    {"segmenters do not disturb each other", segmenters_do_not_disturb_each_other},
    {"memory does not depend on the text", memory_does_not_depend_on_the_text},
};

CHECK_SUITE(segmenter);
