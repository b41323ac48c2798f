#include "page_lines.h"

#include "html_bytes.h"
#include "utf8.h"

#include <string.h>

/* -- Reading --------------------------------------------------------------- */

void nst_page_line_clear(nst_page_line *line) {
  line->kept = line->size = line->link_size = 0;
  line->hints = 0;
  line->gap = false;
}

/* The beginning of text that fits and cuts no character. */
static size_t fitting(const char *text, size_t size, size_t room) {
  if (size <= room) return size;
  while (room && ((unsigned char)text[room] & 0xC0) == 0x80) room--;
  return room;
}

static void append(nst_page_line *line, const char *bytes, size_t size, bool in_link) {
  if (line->kept == line->size) {
    size_t kept = fitting(bytes, size, NST_PAGE_LINE_BYTES - line->kept);
    memcpy(line->text + line->kept, bytes, kept);
    line->kept += kept;
  }
  line->size += size;
  if (in_link) line->link_size += size;
}

/* The bytes of the white space at text[0], 0 if it is none: no-break and
   ideographic spaces too. */
static size_t space_size(const char *text, size_t size) {
  if (nst_html_is_space(text[0])) return 1;
  if (size >= 2 && memcmp(text, "\xC2\xA0", 2) == 0) return 2;
  return size >= 3 && memcmp(text, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

/* The end of the bytes from `at` on that may begin no white space. */
static size_t run_end(const char *text, size_t at, size_t size) {
  while (at < size && (unsigned char)text[at] > ' ' && text[at] != '\xC2' && text[at] != '\xE3')
    at++;
  return at;
}

void nst_page_line_add(nst_page_line *line, const char *text, size_t size, bool in_link) {
  for (size_t at = 0; at < size;) {
    size_t space = space_size(text + at, size - at);
    if (space) {
      line->gap = line->size > 0;
      at += space;
      continue;
    }
    if (line->gap) append(line, " ", 1, in_link);
    line->gap = false;
    size_t first = at;
    at = run_end(text, at + 1, size);
    append(line, text + first, at - first, in_link);
  }
}

/* -- Labels ----------------------------------------------------------------- */

/* A label, by its first two characters. */
typedef struct label {
  uint32_t first, second;
  uint32_t sign;
} label;

/* By the first character, then the second. */
static const label labels[] = {
    {0x4F4D, 0x7F6E, NST_SIGN_WORD},    /* 位置 */
    {0x4F5C, 0x8005, NST_SIGN_AUTHOR},  /* 作者 */
    {0x4F86, 0x6E90, NST_SIGN_SOURCE},  /* 來源 */
    {0x4FEE, 0x6539, NST_SIGN_WORD},    /* 修改 */
    {0x51FA, 0x5904, NST_SIGN_SOURCE},  /* 出处 */
    {0x51FA, 0x8655, NST_SIGN_SOURCE},  /* 出處 */
    {0x53D1, 0x5E03, NST_SIGN_WORD},    /* 发布 */
    {0x53D1, 0x8868, NST_SIGN_WORD},    /* 发表 */
    {0x5F53, 0x524D, NST_SIGN_WORD},    /* 当前 */
    {0x64B0, 0x6587, NST_SIGN_AUTHOR},  /* 撰文 */
    {0x6587, 0x5B57, NST_SIGN_CAPTION}, /* 文字 */
    {0x65E5, 0x671F, NST_SIGN_WORD},    /* 日期 */
    {0x65F6, 0x95F4, NST_SIGN_WORD},    /* 时间 */
    {0x6642, 0x9593, NST_SIGN_WORD},    /* 時間 */
    {0x66F4, 0x65B0, NST_SIGN_WORD},    /* 更新 */
    {0x6765, 0x6E90, NST_SIGN_SOURCE},  /* 来源 */
    {0x6B63, 0x6587, NST_SIGN_WORD},    /* 正文 */
    {0x7576, 0x524D, NST_SIGN_WORD},    /* 當前 */
    {0x767C, 0x4F48, NST_SIGN_WORD},    /* 發佈 */
    {0x767C, 0x5E03, NST_SIGN_WORD},    /* 發布 */
    {0x767C, 0x8868, NST_SIGN_WORD},    /* 發表 */
    {0x7A3F, 0x6E90, NST_SIGN_SOURCE},  /* 稿源 */
    {0x7DE8, 0x8F2F, NST_SIGN_EDITOR},  /* 編輯 */
    {0x7F16, 0x8F91, NST_SIGN_EDITOR},  /* 编辑 */
    {0x8A18, 0x8005, NST_SIGN_AUTHOR},  /* 記者 */
    {0x8BB0, 0x8005, NST_SIGN_AUTHOR},  /* 记者 */
    {0x8CAC, 0x4EFB, NST_SIGN_WORD},    /* 責任(編輯) */
    {0x8CAC, 0x7DE8, NST_SIGN_EDITOR},  /* 責編 */
    {0x8D23, 0x4EFB, NST_SIGN_WORD},    /* 责任(编辑) */
    {0x8D23, 0x7F16, NST_SIGN_EDITOR},  /* 责编 */
    {0x8F49, 0x81EA, NST_SIGN_SOURCE},  /* 轉自 */
    {0x8F6C, 0x81EA, NST_SIGN_SOURCE},  /* 转自 */
    {0x901A, 0x8BAF, NST_SIGN_AUTHOR},  /* 通讯(员) */
    {0x9996, 0x9801, NST_SIGN_WORD},    /* 首頁 */
    {0x9996, 0x9875, NST_SIGN_WORD},    /* 首页 */
};

static uint32_t sign_of_label(uint32_t first, uint32_t second) {
  size_t low = 0, high = sizeof labels / sizeof *labels;
  while (low < high) {
    size_t middle = (low + high) / 2;
    const label *one = labels + middle;
    if (one->first == first && one->second == second) return one->sign;
    bool is_before = one->first < first || (one->first == first && one->second < second);
    if (is_before)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

static const char *const word_labels[] = {"by",     "author",  "written", "source",   "published",
                                          "posted", "updated", "date",    "modified", "copyright"};

/* -- Dates ------------------------------------------------------------------ */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static size_t digits_end(const char *text, size_t at, size_t size) {
  while (at < size && is_digit(text[at])) at++;
  return at;
}

static bool stands(const char *text, size_t size, size_t at, const char *what) {
  size_t length = strlen(what);
  return size - at >= length && memcmp(text + at, what, length) == 0;
}

/* Whether a year ends a date with a month in letters: a day stands before it with
   nothing but those, blanks and points between. */
static bool ends_date(const char *text, size_t year) {
  enum { MOST_BEFORE = 24 };
  size_t at = year;
  while (at && year - at < MOST_BEFORE && !is_digit(text[at - 1])) {
    unsigned char c = (unsigned char)text[at - 1];
    if (c < 0x80 && !nst_html_is_letter((char)c) && !strchr(" .,", (char)c)) return false;
    at--;
  }
  return at && at < year && is_digit(text[at - 1]);
}

/* Whether a month's two digits are followed by a day and a time: "08-12 10:15". */
static bool has_clock_behind_day(const char *text, size_t size, size_t end) {
  size_t day = end + 1;
  if (size - end < 8 || !strchr("-/", text[end]) || digits_end(text, day, size) != day + 2)
    return false;
  size_t hour = day + 3;
  size_t hour_end = digits_end(text, hour, size);
  return text[day + 2] == ' ' && hour_end > hour && hour_end < size && text[hour_end] == ':';
}

/* Whether the number that stands in [first, end) begins a date, or ends one. */
static bool begins_date(const char *text, size_t size, size_t first, size_t end) {
  size_t count = end - first;
  bool century =
      count >= 4 && (memcmp(text + first, "19", 2) == 0 || memcmp(text + first, "20", 2) == 0);
  if (count == 8) return century;
  /* 113/01/24, of Taiwan's calendar; with points it would be an address of a machine. */
  bool is_republic = count == 3 && text[first] == '1' && end < size && text[end] != '.';
  if (count > 4 || (count == 3 && !is_republic)) return false;
  size_t next = end;
  while (next < size && text[next] == ' ') next++;
  if (stands(text, size, next, "年")) return true;
  if (century && ends_date(text, first)) return true;
  if (count <= 2 && stands(text, size, next, "月")) return true;
  if (has_clock_behind_day(text, size, end)) return true;
  if (end == size || !strchr("-/.", text[end]) || (count == 4 && !century)) return false;
  size_t second = end + 1, second_end = digits_end(text, second, size);
  if (second_end == second || second_end - second > 2 || second_end == size) return false;
  return text[second_end] == text[end] && second_end + 1 < size && is_digit(text[second_end + 1]);
}

static bool is_month(const char *word, size_t size) {
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (size < 3) return false;
  for (size_t i = 0; i + 3 < sizeof months; i += 3) {
    nst_html_slice head = {word, 3};
    char month[4] = {months[i], months[i + 1], months[i + 2], 0};
    if (nst_html_is_name(head, month)) return true;
  }
  return false;
}

/* Of a word of letters: a label, or a month with a number beside it. */
static uint32_t signs_of_word(const char *text, size_t size, size_t first, size_t end) {
  nst_html_slice word = {text + first, end - first};
  for (size_t i = 0; i < sizeof word_labels / sizeof *word_labels; i++)
    if (nst_html_is_name(word, word_labels[i])) return NST_SIGN_WORD;
  if (!is_month(word.bytes, word.size)) return 0;
  size_t before = first;
  while (before && strchr(" .,-", text[before - 1])) before--;
  size_t behind = end;
  while (behind < size && strchr(" .,-", text[behind])) behind++;
  bool is_date =
      (before && is_digit(text[before - 1])) || (behind < size && is_digit(text[behind]));
  return is_date ? NST_SIGN_DATE : 0;
}

static uint32_t signs_of_ascii(char c) {
  if (c == '>') return NST_SIGN_ARROW;
  return c == '.' || c == ',' || c == '!' || c == '?' ? NST_SIGN_PUNCTUATION : 0;
}

/* Of a character that is not ASCII, and the one before it. */
static uint32_t signs_of_wide(uint32_t previous, uint32_t c) {
  enum { TWO = 0x4E8C, ONE = 0x4E00, NINE = 0x4E5D };
  if (c >= ONE && c <= 0x9FFF) {
    if (previous == TWO && c == 0x96F6) return NST_SIGN_DATE | NST_SIGN_HAN; /* 二零 */
    if (previous == ONE && c == NINE) return NST_SIGN_DATE | NST_SIGN_HAN;   /* 一九九八年 */
    return sign_of_label(previous, c) | NST_SIGN_HAN;
  }
  switch (c) {
    case 0xA9: return NST_SIGN_DATE; /* a copyright has a year */
    case 0xBB:                       /* » */
    case 0x203A:                     /* › */
    case 0xFF1E: return NST_SIGN_ARROW;
    case 0x3002: /* 。 */
    case 0xFF0C: return NST_SIGN_PUNCTUATION;
    case 0x3007: /* 〇 */
    case 0x25CB: return previous == TWO ? NST_SIGN_DATE : 0;
    default: return c >= 0xFF10 && c <= 0xFF19 ? NST_SIGN_DATE : 0; /* digits of full width */
  }
}

uint32_t nst_page_signs_of(const char *text, size_t size) {
  uint32_t previous = 0, signs = 0;
  for (size_t at = 0; at < size;) {
    size_t first = at;
    uint32_t c = (unsigned char)text[at];
    if (is_digit(text[at])) {
      at = digits_end(text, at, size);
      if (begins_date(text, size, first, at)) signs |= NST_SIGN_DATE;
    } else if (nst_html_is_letter(text[at])) {
      while (at < size && nst_html_is_letter(text[at])) at++;
      signs |= signs_of_word(text, size, first, at);
    } else if (c < 0x80) {
      signs |= signs_of_ascii(text[at]);
      at++;
    } else {
      at += nst_utf8_read(text + at, size - at, &c);
      signs |= signs_of_wide(previous, c);
    }
    previous = c;
  }
  return signs;
}
