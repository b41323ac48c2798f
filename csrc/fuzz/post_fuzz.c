/* Saved posts of any bytes: what is read lies in them, and is as the header says. */
#include "fuzz.h"

static void check_slice(const nst_post *post, nst_slice slice, const char *bytes, size_t size) {
  bool is_own = slice.bytes == post->title_line && slice.size <= sizeof post->title_line;
  bool is_part = !slice.bytes || (slice.bytes >= bytes && slice.size <= size &&
                                  (size_t)(slice.bytes - bytes) <= size - slice.size);
  require(is_own || is_part, "slices are parts of the bytes");
  require(slice.bytes || !slice.size, "what is not there is empty");
}

static void check_title(nst_slice title) {
  for (size_t i = 0; i < title.size; i++) {
    char c = title.bytes[i];
    require(c < '\t' || c > '\r', "a title is one line");
    bool is_inner = i > 0 && i + 1 < title.size && title.bytes[i - 1] != ' ';
    require(c != ' ' || is_inner, "a title's blanks are single and within");
  }
}

static void check_fields(const nst_post *post, const char *bytes, size_t size) {
  require(post->field_count <= NST_POST_FIELDS && post->item_count <= NST_POST_ITEMS, "room");
  for (size_t i = 0; i < post->field_count; i++) {
    const nst_post_field *field = post->fields + i;
    check_slice(post, field->key, bytes, size);
    check_slice(post, field->value, bytes, size);
    require(field->first_item + field->item_count <= post->item_count, "items of a list");
  }
  for (size_t i = 0; i < post->item_count; i++) check_slice(post, post->items[i], bytes, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const int64_t now = 1800000000;
  const char *bytes = (const char *)data;
  nst_post post;
  if (!nst_post_read(bytes, size, now, &post)) return 0;
  check_slice(&post, post.title, bytes, size);
  check_title(post.title);
  check_slice(&post, post.url, bytes, size);
  check_slice(&post, post.author, bytes, size);
  check_slice(&post, post.html, bytes, size);
  require(post.html.bytes + post.html.size == bytes + size, "HTML goes to the end");
  require(post.source_size > 0 && post.source_size <= sizeof post.source, "there is a source");
  require(post.time >= 631152000 && post.time <= now + 86400, "the time can be");
  check_fields(&post, bytes, size);
  nst_buffer text;
  nst_buffer_init(&text, NULL);
  nst_charset_hint hint = {NULL, 0, true, false};
  nst_charset_found found;
  require(nst_charset_decode(bytes, size, &hint, &text, &found) == NST_OK, "it is decoded");
  require(text.size == size && memcmp(text.bytes, bytes, size) == 0, "it is UTF-8 as it is");
  require(strcmp(found.name, "UTF-8") == 0, "the charset is UTF-8");
  require(found.source == post.charset_source, "it is found in the same way");
  nst_buffer_free(&text);
  return 0;
}
