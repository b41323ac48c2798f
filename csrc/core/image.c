#include "image.h"

#include <string.h>

uint64_t nst_image_checksum(const void *bytes, size_t size) {
  const char *at = bytes;
  uint64_t sum = 0x9E3779B97F4A7C15u ^ size;
  for (size_t i = 0; i + 8 <= size; i += 8) {
    uint64_t word;
    memcpy(&word, at + i, 8);
    /* Each step is a bijection of the sum for a given word, and of the word
       for a given sum: a single changed word always changes the result. */
    sum = (sum ^ word) * 0xFF51AFD7ED558CCDu;
    sum ^= sum >> 32;
  }
  return sum;
}
