/* content_hash.c: hashes that are kept in files, so the same on all machines. */
#include "hash.h"
#include "newsstat.h"

static uint64_t read_part(const char *bytes, size_t size) {
  uint64_t part = 0;
  for (size_t i = 0; i < size; i++) part |= (uint64_t)(uint8_t)bytes[i] << 8 * i;
  return part;
}

void nst_content_hash(const char *bytes, size_t size, uint64_t out[2]) {
  uint64_t low = nst_hash_mix(size + 1), high = nst_hash_mix(~(uint64_t)size);
  for (size_t at = 0; at < size; at += 8) {
    uint64_t part = read_part(bytes + at, size - at < 8 ? size - at : 8);
    low = nst_hash_mix(low ^ part) + 0x9E3779B97F4A7C15u;
    high = nst_hash_mix(high + (part ^ low)) * 0xD6E8FEB86659FD93u;
  }
  out[0] = nst_hash_mix(low);
  out[1] = nst_hash_mix(high);
}
