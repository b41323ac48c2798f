#include "html_elements.h"

#include "html_bytes.h"

const nst_html_traits nst_html_listed_traits[NST_TAG_OTHER + 2] = {
    {"", 0, NST_DISPLAY_INLINE, NST_HTML_DATA, 0},
#define NST_HTML_ELEMENT(id, name, display, state, flags) \
  {name, sizeof(name) - 1, NST_DISPLAY_##display, NST_HTML_##state, flags},
#include "html_element_list.inc"
#undef NST_HTML_ELEMENT
    {"", 0, NST_DISPLAY_INLINE, NST_HTML_DATA, 0},
    {"", 0, NST_DISPLAY_INLINE, NST_HTML_DATA, NST_HTML_FOREIGN},
};

enum { LONGEST_NAME = 14, KEY_BYTES = 8 };

unsigned nst_html_other(nst_html_slice name) {
  enum { MOST_BYTES = 32 };
  uint32_t hash = (uint32_t)name.size;
  for (size_t i = 0; i < name.size && i < MOST_BYTES; i++)
    hash = (hash ^ (unsigned char)nst_html_lower(name.bytes[i])) * 16777619u;
  return (hash ^ hash >> 16) % NST_HTML_OTHERS;
}

static nst_html_element other(nst_html_slice name) {
  return (nst_html_element)(NST_TAG_OTHER + (int)nst_html_other(name));
}

nst_html_element nst_html_find_element(nst_html_slice name) {
  if (name.size > LONGEST_NAME) return other(name);
  uint64_t key = (uint64_t)name.size << 56;
  size_t bytes = name.size < KEY_BYTES ? name.size : KEY_BYTES;
  for (size_t i = 0; i < bytes; i++)
    key ^= (uint64_t)(unsigned char)nst_html_lower(name.bytes[i]) << (8 * i);
  uint8_t found =
      nst_html_element_slots[key * nst_html_element_factor >> (64 - NST_HTML_ELEMENT_SLOT_BITS)];
  const nst_html_traits *traits = nst_html_traits_of(found);
  return traits->name_size == name.size && nst_html_is_name(name, traits->name)
             ? (nst_html_element)found
             : other(name);
}
