/* content_lines.c: what is no content inside chosen blocks, by lines of the text
   that was laid out. */
#include "content.h"

#include <string.h>

typedef struct line {
  const char *text;
  size_t size;
} line;

static bool begins_with(line one, const char *text) {
  size_t size = strlen(text);
  return one.size >= size && memcmp(one.text, text, size) == 0;
}

static bool ends_with(line one, const char *text) {
  size_t size = strlen(text);
  return one.size >= size && memcmp(one.text + one.size - size, text, size) == 0;
}

static bool begins_with_one_of(line one, const char *const *texts) {
  for (; *texts; texts++)
    if (begins_with(one, *texts)) return true;
  return false;
}

/* Without the spaces at its beginning, those of U+3000 included. */
static line trimmed(line one) {
  for (size_t step = 1; step && one.size;) {
    step = one.text[0] == ' ' || one.text[0] == '\t' ? 1 : begins_with(one, "\xE3\x80\x80") ? 3 : 0;
    one = (line){one.text + step, one.size - step};
  }
  return one;
}

/* -- Remarks in brackets ------------------------------------------------------------ */

/* The place of the last opening bracket within reach of the end, or the size. */
static size_t last_bracket(line one) {
  static const char *const brackets[] = {"（", "【", "〔", "(", "["};
  enum { REACH = 90 };
  for (size_t at = one.size; at-- > 0 && one.size - at <= REACH;) {
    line rest = {one.text + at, one.size - at};
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
      if (begins_with(rest, brackets[i])) return at;
  }
  return one.size;
}

/* Whether a bracket's inside, up to its end, tells an editor, another title, or
   that the text ends. */
static bool is_remark(line inside) {
  static const char *const labels[] = {"责任编辑", "責任編輯", "责编", "实习编辑",
                                       "网络编辑", "原标题",   NULL};
  static const char *const words[] = {"完", "编辑", "編輯", NULL};
  static const char *const behind[] = {"）", "】", "〕", ")", "]", "：", ":", "源代码", "|", NULL};
  inside = trimmed(inside);
  for (const char *const *one = words; *one; one++) {
    size_t size = strlen(*one);
    if (begins_with(inside, *one))
      return begins_with_one_of(trimmed((line){inside.text + size, inside.size - size}), behind);
  }
  return begins_with_one_of(inside, labels);
}

/* The size without a remark at the end. */
static size_t size_without_remark(line one) {
  static const char *const closing[] = {"）", "】", "〕", ")", "]", NULL};
  bool closed = false;
  for (const char *const *end = closing; *end; end++) closed |= ends_with(one, *end);
  size_t at = closed ? last_bracket(one) : one.size;
  if (at == one.size) return one.size;
  size_t bracket = (unsigned char)one.text[at] < 0x80 ? 1 : 3;
  return is_remark((line){one.text + at + bracket, one.size - at - bracket}) ? at : one.size;
}

/* The line without a wiki's mark at its beginning. */
static line without_mark(line one) {
  static const char *const marks[] = {"[编辑]", "[編輯]"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t size = strlen(marks[i]);
    if (begins_with(one, marks[i])) return trimmed((line){one.text + size, one.size - size});
  }
  return one;
}

/* -- Bulletin boards ------------------------------------------------------------------ */

typedef struct board {
  bool is_post;      /* the text begins as a post does */
  bool has_text;     /* of the post */
  bool is_signature; /* behind "--", or another post, which answers */
} board;

/* Whether the line tells where a post was sent from, as boards of Taiwan do: behind
   it others remark. */
static bool is_origin(line one) { return begins_with(one, "※ 發信站"); }

static bool is_board_line(board *state, line one) {
  static const char *const heads[] = {"发信人:", "发信人：", "標  題:",  "标  题:", "标　题:",
                                      "标题:",   "发信站:",  "发信站：", "寄信人:", NULL};
  static const char *const tails[] = {"※ 来源", "※ 修改", "※ 转载", NULL};
  one = trimmed(one);
  bool begins = begins_with(one, "发信人");
  state->is_post |= begins || is_origin(one);
  if (!state->is_post) return false;
  state->is_signature |=
      (begins && state->has_text) || is_origin(one) || (one.size <= 3 && begins_with(one, "--"));
  bool is_furniture =
      state->is_signature || begins_with_one_of(one, heads) || begins_with_one_of(one, tails);
  state->has_text |= !is_furniture && one.size;
  return is_furniture;
}

/* The size of text without a line "--" at its end. */
static size_t without_dashes(line text) {
  return ends_with(text, "\n--\n") ? text.size - 3 : text.size;
}

void nst_content_tidy_lines(nst_buffer *text, size_t from) {
  board state = {false, false, false};
  size_t to = from;
  for (size_t at = from; at < text->size;) {
    const char *end = memchr(text->bytes + at, '\n', text->size - at);
    size_t next = end ? (size_t)(end - text->bytes) : text->size;
    line one = {text->bytes + at, next - at};
    bool dropped = is_board_line(&state, one);
    if (is_origin(one)) to = from + without_dashes((line){text->bytes + from, to - from});
    if (!dropped) {
      one = without_mark(one);
      size_t size = size_without_remark(one);
      dropped = !size && one.size;
      memmove(text->bytes + to, one.text, size);
      to += size;
      if (end && !dropped) text->bytes[to++] = '\n';
    }
    at = next + (end != NULL);
  }
  while (to > from && text->bytes[to - 1] == '\n') to--;
  text->size = to;
}
