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

/* What labels begin with, by first character: 作者 责编 编辑 記者 来源 出处 转自 稿源 时间
   日期 发布 发表 更新 修改 当前 位置 首页 正文, in simplified and traditional characters. */
static const uint32_t labels[][2] = {
    {0x4F5C, 0x8005}, {0x8D23, 0x7F16}, {0x8D23, 0x4EFB}, {0x8CAC, 0x4EFB}, {0x7F16, 0x8F91},
    {0x7DE8, 0x8F2F}, {0x8BB0, 0x8005}, {0x8A18, 0x8005}, {0x6765, 0x6E90}, {0x4F86, 0x6E90},
    {0x51FA, 0x5904}, {0x51FA, 0x8655}, {0x8F6C, 0x81EA}, {0x8F49, 0x81EA}, {0x7A3F, 0x6E90},
    {0x65F6, 0x95F4}, {0x6642, 0x9593}, {0x65E5, 0x671F}, {0x53D1, 0x5E03}, {0x767C, 0x4F48},
    {0x767C, 0x5E03}, {0x53D1, 0x8868}, {0x767C, 0x8868}, {0x66F4, 0x65B0}, {0x4FEE, 0x6539},
    {0x5F53, 0x524D}, {0x7576, 0x524D}, {0x4F4D, 0x7F6E}, {0x64B0, 0x6587}, {0x901A, 0x8BAF},
    {0x9996, 0x9875}, {0x9996, 0x9801}, {0x6B63, 0x6587},
};

static bool is_label(uint32_t first, uint32_t second) {
  if (second < 0x4EFB || first < 0x4F4D) return false;
  for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
    if (labels[i][0] == first && labels[i][1] == second) return true;
  return false;
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
  if (count > 4 || count == 3) return false;
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

/* Whether a word of letters is a label, or a month with a number beside it. */
static bool is_telling_word(const char *text, size_t size, size_t first, size_t end) {
  nst_html_slice word = {text + first, end - first};
  for (size_t i = 0; i < sizeof word_labels / sizeof *word_labels; i++)
    if (nst_html_is_name(word, word_labels[i])) return true;
  if (!is_month(word.bytes, word.size)) return false;
  size_t before = first;
  while (before && strchr(" .,-", text[before - 1])) before--;
  size_t behind = end;
  while (behind < size && strchr(" .,-", text[behind])) behind++;
  return (before && is_digit(text[before - 1])) || (behind < size && is_digit(text[behind]));
}

bool nst_page_text_is_telling(const char *text, size_t size) {
  uint32_t previous = 0;
  for (size_t at = 0; at < size;) {
    size_t first = at;
    uint32_t c = (unsigned char)text[at];
    if (is_digit(text[at])) {
      at = digits_end(text, at, size);
      if (begins_date(text, size, first, at)) return true;
    } else if (nst_html_is_letter(text[at])) {
      while (at < size && nst_html_is_letter(text[at])) at++;
      if (is_telling_word(text, size, first, at)) return true;
    } else if (c < 0x80) {
      at++;
    } else {
      at += nst_utf8_read(text + at, size - at, &c);
      if (is_label(previous, c)) return true;
      /* a copyright has a year; digits of full width; 二〇〇四年, 一九九八年 */
      if (c == 0xA9 || (c >= 0xFF10 && c <= 0xFF19) ||
          (previous == 0x4E8C && (c == 0x3007 || c == 0x25CB || c == 0x96F6)) ||
          (previous == 0x4E00 && c == 0x4E5D))
        return true;
    }
    previous = c;
  }
  return false;
}
