/* post_date.c: dates as front matter has them, ISO 8601. */
#include "post.h"

#include <string.h>

enum { DAY = 86400, MOST_OFFSET = 14 * 3600 /* Kiribati's, the largest in use */ };

typedef struct cursor {
  const char *at, *end;
} cursor;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool skip(cursor *c, char mark) {
  if (c->at == c->end || *c->at != mark) return false;
  c->at++;
  return true;
}

/* Exactly so many digits, the following byte aside. */
static bool read_number(cursor *c, int digits, int *number) {
  if (c->end - c->at < digits) return false;
  *number = 0;
  for (int i = 0; i < digits; i++, c->at++) {
    if (!is_digit(*c->at)) return false;
    *number = *number * 10 + (*c->at - '0');
  }
  return true;
}

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && is_leap ? 29 : days[month - 1];
}

/* Days from 1970-01-01, as days_from_civil in Howard Hinnant's "chrono-Compatible Low-Level Date
   Algorithms" for years from 0: the year begins in March. */
static int64_t days_from_civil(int year, int month, int day) {
  if (month <= 2) year--, month += 12;
  int day_of_year = (153 * (month - 3) + 2) / 5 + day - 1;
  return (int64_t)year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719468;
}

static bool read_day(cursor *c, int64_t *seconds) {
  int year, month, day;
  bool is_day = read_number(c, 4, &year) && skip(c, '-') && read_number(c, 2, &month) &&
                skip(c, '-') && read_number(c, 2, &day);
  if (!is_day || year < 1 || month < 1 || month > 12) return false;
  if (day < 1 || day > days_in_month(year, month)) return false;
  *seconds = days_from_civil(year, month, day) * DAY;
  return true;
}

/* hours:minutes, and perhaps seconds with a fraction, which is dropped. */
static bool read_time(cursor *c, int64_t *seconds) {
  int hour, minute, second = 0;
  if (!read_number(c, 2, &hour) || !skip(c, ':') || !read_number(c, 2, &minute)) return false;
  if (skip(c, ':')) {
    if (!read_number(c, 2, &second)) return false;
    if (skip(c, '.')) {
      if (c->at == c->end || !is_digit(*c->at)) return false;
      while (c->at < c->end && is_digit(*c->at)) c->at++;
    }
  }
  if (hour > 23 || minute > 59 || second > 59) return false;
  *seconds += hour * 3600 + minute * 60 + second;
  return true;
}

/* Z, +08:00 or +0800. */
static bool read_offset(cursor *c, int64_t *seconds) {
  if (skip(c, 'Z')) return true;
  bool is_west = c->at < c->end && *c->at == '-';
  int hours, minutes;
  if (!is_west && !skip(c, '+')) return false;
  if (is_west) c->at++;
  if (!read_number(c, 2, &hours)) return false;
  skip(c, ':');
  if (!read_number(c, 2, &minutes)) return false;
  int offset = hours * 3600 + minutes * 60;
  if (minutes > 59 || offset > MOST_OFFSET) return false;
  *seconds -= is_west ? -offset : offset;
  return true;
}

bool nst_post_date(nst_slice text, int64_t *seconds, bool *is_local) {
  cursor c = {text.bytes, text.bytes + text.size};
  *is_local = true;
  if (!read_day(&c, seconds)) return false;
  if (c.at == c.end) return true;
  if (!skip(&c, 'T') && !skip(&c, ' ')) return false;
  if (!read_time(&c, seconds)) return false;
  while (skip(&c, ' ')) {
  }
  if (c.at == c.end) return true;
  *is_local = false;
  return read_offset(&c, seconds) && c.at == c.end;
}
