/* post.c: a saved post of the common shape, from its bytes. */
#include "post.h"

#include "charset.h"

#include <string.h>

enum {
  HEAD_BYTES = 64 * 1024, /* in which all has to stand but the HTML */
  MOST_EPOCH_DIGITS = 15,
  TAR_MARK_AT = 257
};

#define DAY INT64_C(86400)
#define EARLIEST INT64_C(631152000) /* 1990-01-01: no article on the web is older */

/* What stands before the HTML. */
typedef struct head {
  const char *text;
  size_t size;
  size_t body;
  nst_slice epoch, title, url;
  bool has_front_matter, has_rule;
} head;

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* From `first` to `last`, without `last`, without white space around it. */
static nst_slice trim(const char *text, size_t first, size_t last) {
  while (first < last && is_space(text[first])) first++;
  while (last > first && is_space(text[last - 1])) last--;
  return (nst_slice){text + first, last - first};
}

static bool starts_with(const head *self, size_t at, const char *prefix) {
  size_t length = strlen(prefix);
  return self->size - at >= length && memcmp(self->text + at, prefix, length) == 0;
}

/* -- Charset and format ------------------------------------------------------------------------ */

static size_t whole_characters(const char *bytes, size_t size) {
  size_t end = size;
  while (end && size - end < 3 && ((unsigned char)bytes[end - 1] & 0xC0) == 0x80) end--;
  return end && (unsigned char)bytes[end - 1] >= 0xC0 ? end - 1 : size;
}

/* Whether it is UTF-8 that nobody takes for something else, as a whole and by its beginning. */
static bool is_plain(const char *bytes, size_t size, nst_charset_source *source) {
  static const nst_charset_hint html = {NULL, 0, true, false};
  nst_charset_source ignored;
  if (memchr(bytes, 0, size)) return false;
  bool is_cut = size >= HEAD_BYTES;
  if (is_cut && !nst_charset_is_utf8(bytes, whole_characters(bytes, HEAD_BYTES), &html, &ignored))
    return false;
  return nst_charset_is_utf8(bytes, size, &html, source);
}

/* Whether it begins as other formats do, which are tried before. */
static bool may_be_other(const head *self) {
  if (self->size >= TAR_MARK_AT && starts_with(self, TAR_MARK_AT, "ustar")) return true;
  if (self->text[0] == '<') return nst_feed_detect(self->text, self->size) != NST_FEED_NONE;
  size_t at = 1;
  while (at < self->size && is_space(self->text[at])) at++;
  return self->text[0] == '[' && at < self->size && self->text[at] == '{';
}

/* -- The head ------------------------------------------------------------------------------ */

static size_t skip_blank(const head *self, size_t at) {
  while (at < self->size && strchr(" \t\r\n", self->text[at])) at++;
  return at;
}

static size_t skip_blanks(const head *self, size_t at) {
  while (at < self->size && (self->text[at] == ' ' || self->text[at] == '\t')) at++;
  return at;
}

/* <!--1598871327000-->; the position behind it, or the same where there is none. */
static size_t read_epoch(head *self, size_t at) {
  if (!starts_with(self, at, "<!--")) return at;
  size_t first = skip_blanks(self, at + 4), last = first;
  while (last < self->size && is_digit(self->text[last])) last++;
  size_t end = skip_blanks(self, last);
  if (first == last || !starts_with(self, end, "-->")) return at;
  self->epoch = (nst_slice){self->text + first, last - first};
  return end + 3;
}

/* [title](url), a line; both may hold brackets of their own.  False where it has no end. */
static bool read_link(head *self, size_t at, size_t *following) {
  *following = at;
  if (!starts_with(self, at, "[")) return true;
  const char *end = memchr(self->text + at, '\n', self->size - at);
  if (!end) return false;
  nst_slice line = trim(self->text, at, (size_t)(end - self->text));
  if (line.bytes[line.size - 1] != ')') return true;
  size_t middle = line.size - 1;
  while (middle > 1 && memcmp(line.bytes + middle - 1, "](", 2) != 0) middle--;
  if (middle < 2) return true;
  self->title = (nst_slice){line.bytes + 1, middle - 2};
  self->url = (nst_slice){line.bytes + middle + 1, line.size - middle - 2};
  *following = skip_blank(self, (size_t)(end - self->text));
  return true;
}

/* Three hyphens or more, alone in a line.  False where it has no end. */
static bool read_rule(head *self, size_t at) {
  size_t end = at;
  while (end < self->size && self->text[end] == '-') end++;
  if (end - at < 3) return true;
  while (end < self->size && strchr(" \t\r", self->text[end])) end++;
  if (end == self->size) return false;
  self->has_rule = self->text[end] == '\n';
  self->body = end + 1;
  return true;
}

static bool read_head(head *self, nst_post *post) {
  size_t at = 0, following;
  self->has_front_matter = nst_post_front_matter(self->text, self->size, post, &at);
  if (!self->has_front_matter && self->text[0] == '-') return false;
  at = skip_blank(self, at);
  at = skip_blank(self, read_epoch(self, at));
  if (!read_link(self, at, &following) || !read_rule(self, following)) return false;
  if (self->has_rule) return true;
  self->title = self->url = (nst_slice){NULL, 0};
  self->body = at;
  return self->has_front_matter;
}

/* Front matter alone may be that of Markdown. */
static bool is_post(const head *self) {
  size_t at = self->body;
  if (self->epoch.bytes || self->has_rule) return true;
  while (at < self->size && is_space(self->text[at])) at++;
  if (at + 1 >= self->size) return at == self->size;
  return self->text[at] == '<' && is_letter(self->text[at + 1]);
}

/* -- Fields -------------------------------------------------------------------------------- */

static const nst_post_field *find_field(const nst_post *post, const char *name) {
  for (size_t i = 0; i < post->field_count; i++) {
    const nst_post_field *field = post->fields + i;
    if (field->key.size == strlen(name) && memcmp(field->key.bytes, name, field->key.size) == 0)
      return field;
  }
  return NULL;
}

/* The value trimmed, its bytes NULL where nothing remains. */
static nst_slice filled(nst_slice value) {
  if (value.bytes) value = trim(value.bytes, 0, value.size);
  return value.size ? value : (nst_slice){NULL, 0};
}

/* False for a list, which would have to be joined. */
static bool read_text(const nst_post *post, const char *name, nst_slice *text) {
  const nst_post_field *field = find_field(post, name);
  *text = (nst_slice){NULL, 0};
  if (field && !field->is_list) *text = filled(field->value);
  return !field || !field->is_list;
}

/* The first item of a list, or of a text with commas. */
static nst_slice first_item(const nst_post *post, const nst_post_field *field) {
  if (!field) return (nst_slice){NULL, 0};
  if (field->is_list)
    return field->item_count ? filled(post->items[field->first_item]) : (nst_slice){NULL, 0};
  const char *text = field->value.bytes;
  for (size_t first = 0, last; first < field->value.size; first = last + 1) {
    const char *comma = memchr(text + first, ',', field->value.size - first);
    last = comma ? (size_t)(comma - text) : field->value.size;
    nst_slice item = filled((nst_slice){text + first, last - first});
    if (item.size) return item;
  }
  return (nst_slice){NULL, 0};
}

/* Whether a title may have character references. */
static bool may_refer(nst_slice title) {
  const char *mark = title.size ? memchr(title.bytes, '&', title.size) : NULL;
  return mark && memchr(mark, ';', title.size - (size_t)(mark - title.bytes));
}

/* Whether white space, of which there is none at the ends, is blanks between words alone. */
static bool is_one_line(nst_slice title) {
  for (size_t i = 0; i < title.size; i++) {
    char c = title.bytes[i];
    if (is_space(c) && (c != ' ' || title.bytes[i - 1] == ' ')) return false;
  }
  return true;
}

/* Makes runs of white space one blank; false where there is no room for that. */
static bool make_one_line(nst_post *post) {
  if (is_one_line(post->title)) return true;
  size_t size = 0;
  if (post->title.size > sizeof post->title_line) return false;
  for (size_t i = 0; i < post->title.size; i++) {
    char c = post->title.bytes[i];
    if (!is_space(c))
      post->title_line[size++] = c;
    else if (post->title_line[size - 1] != ' ')
      post->title_line[size++] = ' ';
  }
  post->title = (nst_slice){post->title_line, size};
  return true;
}

static bool read_title(const head *self, nst_post *post) {
  if (!read_text(post, "title", &post->title)) return false;
  if (!post->title.bytes) post->title = filled(self->title);
  return !may_refer(post->title) && make_one_line(post);
}

static bool read_url(const head *self, nst_post *post) {
  static const char *const names[] = {"from", "url", "link", "permalink"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (!read_text(post, names[i], &post->url)) return false;
    if (post->url.bytes) return true;
  }
  post->url = filled(self->url);
  return true;
}

/* -- Source -------------------------------------------------------------------------------- */

/* The host of an address, without user and port; empty where it has none. */
static nst_slice find_host(nst_slice url) {
  size_t at = 0;
  if (!url.size || !is_letter(url.bytes[0])) return (nst_slice){NULL, 0};
  while (at < url.size && (is_letter(url.bytes[at]) || is_digit(url.bytes[at]) ||
                           (url.bytes[at] && strchr("+.-", url.bytes[at]))))
    at++;
  if (url.size - at < 3 || memcmp(url.bytes + at, "://", 3) != 0) return (nst_slice){NULL, 0};
  size_t first = at + 3, last = first;
  for (; last < url.size && !strchr("/?#", url.bytes[last]); last++)
    if (url.bytes[last] == '@') first = last + 1;
  size_t port = last;
  while (port > first && is_digit(url.bytes[port - 1])) port--;
  if (port > first && url.bytes[port - 1] == ':') last = port - 1;
  return (nst_slice){url.bytes + first, last - first};
}

static bool set_source(nst_post *post, nst_slice source) {
  if (source.size > sizeof post->source) return false;
  memcpy(post->source, source.bytes, source.size);
  post->source_size = source.size;
  return true;
}

/* The host in lower case without "www."; where nothing remains, it is none. */
static bool set_host(nst_post *post, nst_slice host) {
  post->source_size = 0;
  if (!host.size) return true;
  if (!set_source(post, host)) return false;
  for (size_t i = 0; i < post->source_size; i++)
    if (post->source[i] >= 'A' && post->source[i] <= 'Z') post->source[i] += 'a' - 'A';
  if (post->source_size < 4 || memcmp(post->source, "www.", 4) != 0) return true;
  post->source_size -= 4;
  memmove(post->source, post->source + 4, post->source_size);
  return true;
}

static bool read_source(nst_post *post) {
  if (!set_host(post, find_host(post->url))) return false;
  if (post->source_size) return true;
  const nst_post_field *categories = find_field(post, "categories");
  if (!categories) categories = find_field(post, "category");
  nst_slice source = first_item(post, categories);
  if (!source.bytes) source = first_item(post, find_field(post, "tags"));
  if (!source.bytes) source = post->author;
  if (!source.bytes) source = (nst_slice){"unknown", 7};
  return set_source(post, source);
}

/* -- Time ---------------------------------------------------------------------------------- */

/* A time without a zone may be meant hours earlier or later, so it keeps clear of the bounds. */
static bool is_possible(int64_t seconds, bool is_local, int64_t now) {
  return seconds >= EARLIEST + (is_local ? DAY : 0) && seconds <= now + (is_local ? 0 : DAY);
}

static bool read_epoch_time(nst_slice epoch, int64_t now, nst_post *post) {
  int64_t milliseconds = 0;
  if (!epoch.bytes || epoch.size > MOST_EPOCH_DIGITS) return false;
  for (size_t i = 0; i < epoch.size; i++) milliseconds = milliseconds * 10 + (epoch.bytes[i] - '0');
  post->time = milliseconds / 1000;
  post->is_local = false;
  post->time_source = NST_POST_TIME_EPOCH;
  return milliseconds >= EARLIEST * 1000 && milliseconds <= (now + DAY) * 1000;
}

static bool read_time(const head *self, int64_t now, nst_post *post) {
  nst_slice date;
  if (!read_text(post, "date", &date)) return false;
  if (!date.bytes) return read_epoch_time(self->epoch, now, post);
  post->time_source = NST_POST_TIME_FRONT_MATTER;
  return nst_post_date(date, &post->time, &post->is_local) &&
         is_possible(post->time, post->is_local, now);
}

bool nst_post_read(const char *bytes, size_t size, int64_t now, nst_post *out) {
  out->field_count = out->item_count = 0;
  if (!size || !strchr("-<[", bytes[0]) || !is_plain(bytes, size, &out->charset_source))
    return false;
  head self = {.text = bytes, .size = size < HEAD_BYTES ? size : HEAD_BYTES};
  if (may_be_other(&self) || !read_head(&self, out) || !is_post(&self)) return false;
  out->html = (nst_slice){bytes + self.body, size - self.body};
  if (out->html.size >= 3 && memcmp(out->html.bytes, "\xEF\xBB\xBF", 3) == 0) return false;
  return read_title(&self, out) && read_url(&self, out) && read_text(out, "author", &out->author) &&
         read_source(out) && read_time(&self, now, out);
}

const char *nst_post_time_name(nst_post_time source) {
  return source == NST_POST_TIME_EPOCH ? "epoch comment" : "front matter";
}
