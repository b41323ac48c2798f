/* decimal.h: whole numbers in decimal digits. */
#ifndef NEWSSTAT_DECIMAL_H
#define NEWSSTAT_DECIMAL_H

#include <stddef.h>
#include <stdint.h>

/* Digits of the largest number. */
enum { NST_MOST_DIGITS = 20 };

/* Writes a number to the end of the digits, where none is ended by NUL; returns the first one. */
static inline const char *nst_decimal(char digits[NST_MOST_DIGITS], uint64_t number) {
  char *first = digits + NST_MOST_DIGITS;
  do {
    *--first = (char)('0' + number % 10);
  } while (number /= 10);
  return first;
}

#endif
