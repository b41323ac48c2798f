/* The language of a text. */
#include "check.h"
#include "core/newsstat.h"
#include "support.h"

typedef struct language_case {
  const char *text;
  const char *language; /* NULL for none */
} language_case;

static void check_language(const nst_lexicon *lexicon, const char *text, size_t size,
                           const char *expected) {
  const char *found = nst_text_language(lexicon, text, size);
  if (found && expected)
    CHECK_TEXT(found, strlen(found), expected);
  else
    CHECK(found == expected);
}

static void check_cases(const language_case *cases, size_t count) {
  nst_lexicon *lexicon = open_lexicon();
  REQUIRE(lexicon != NULL);
  for (size_t i = 0; i < count; i++) {
    check_note("row %zu", i);
    check_language(lexicon, cases[i].text, strlen(cases[i].text), cases[i].language);
  }
  nst_lexicon_close(lexicon);
}

#define CHECK_LANGUAGES(cases) check_cases(cases, sizeof cases / sizeof *cases)

static void scripts_of_chinese(void) {
  static const language_case cases[] = {
      {"台风鸢尾今天凌晨在澜江口登陆，沿岸居民已经撤离。", "zh-Hans"},
      {"颱風鳶尾今天凌晨在瀾江口登陸，沿岸居民已經撤離。", "zh-Hant"},
      {"他说“後”字是“后”的繁体写法之一，这一点许多读者并不知道。", "zh-Hans"},
      {"著名画家的作品乾坤大展在城里的美术馆开幕，前来参观的市民很多，队伍排到了马路上。",
       "zh-Hans"},
      {"新闻", "zh"},
      {"新聞", "zh-Hant"},
      {"使用 Linux kernel 6.1 的用户请尽快升级到最新版本。", "zh-Hans"},
  };
  CHECK_LANGUAGES(cases);
}

static void other_scripts(void) {
  static const language_case cases[] = {
      {"台風は今朝、川の河口に上陸しました。", "ja"},
      {"태풍이 오늘 새벽 강 하구에 상륙했다.", "ko"},
      {"Тайфун сегодня утром вышел на сушу, жители были эвакуированы.", "ru"},
      {"Тайфун сьогодні вранці вийшов на сушу, її жителі були евакуйовані.", "uk"},
      {"Ο τυφώνας έφτασε σήμερα το πρωί.", "el"},
      {"وصل الإعصار إلى الساحل صباح اليوم.", "ar"},
      {"طوفان امروز صبح به ساحل رسید و گزارش چاپ شد.", "fa"},
      {"הסופה הגיעה הבוקר לחוף.", "he"},
      {"พายุเข้าฝั่งเมื่อเช้านี้", "th"},
      {"तूफान आज सुबह तट पर पहुंचा।", "hi"},
  };
  CHECK_LANGUAGES(cases);
}

static void languages_by_words(void) {
  static const language_case cases[] = {
      {"The storm made landfall at the mouth of the river this morning.", "en"},
      {"Der Sturm hat heute Morgen die Küste erreicht, und die Straßen sind nicht frei.", "de"},
      {"La tempête a atteint la côte ce matin et les habitants ont été évacués.", "fr"},
      {"La tormenta llegó a la costa esta mañana y los vecinos de la zona no están.", "es"},
      {"La tempesta è arrivata sulla costa questa mattina e gli abitanti della città.", "it"},
      {"A tempestade chegou ao litoral esta manhã e os moradores não foram avisados.", "pt"},
      {"De storm bereikte vanochtend de kust en het dorp is niet bereikbaar.", "nl"},
      {"Stormen nådde kusten i morse och det är inte klart om den har passerat.", "sv"},
      {"Burza dotarła do wybrzeża i nie wiadomo, że się skończy na tym.", "pl"},
      {"Fırtına bu sabah kıyıya ulaştı ve çok sayıda ev için bir uyarı verildi.", "tr"},
      {"Cơn bão đã đổ bộ vào sáng nay và người dân của thành phố không có điện.", "vi"},
  };
  CHECK_LANGUAGES(cases);
}

static void what_cannot_be_told(void) {
  static const language_case cases[] = {
      {"", NULL},
      {" \n", NULL},
      {"12345 !?", NULL},
      {"Newsstat", NULL},
      {"\xFF\xFE\x80", NULL},
      {"Lorem ipsum dolor sit amet consectetur adipiscing elit", NULL},
      {"Новости", NULL},
  };
  CHECK_LANGUAGES(cases);
}

/* Nothing behind the first 16 KB counts, and any bytes are taken. */
static void size_and_bytes(void) {
  nst_lexicon *lexicon = open_lexicon();
  REQUIRE(lexicon != NULL);
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  for (int i = 0; i < 2000; i++) CHECK_EQUAL(nst_buffer_append(&text, "the end of ", 11), NST_OK);
  for (int i = 0; i < 50000; i++) CHECK_EQUAL(nst_buffer_append(&text, "台", 3), NST_OK);
  check_language(lexicon, text.bytes, text.size, "en");
  check_language(lexicon, NULL, 0, NULL);
  uint64_t state = 5;
  for (size_t i = 0; i < text.size; i++) text.bytes[i] = (char)random_below(&state, 256);
  nst_text_language(lexicon, text.bytes, text.size);
  nst_buffer_free(&text);
  nst_lexicon_close(lexicon);
}

static const check_test tests[] = {
    {"simplified and traditional Chinese", scripts_of_chinese},
    {"languages by script", other_scripts},
    {"languages by words", languages_by_words},
    {"what cannot be told", what_cannot_be_told},
    {"size and bytes", size_and_bytes},
};

CHECK_SUITE(language);
