/* newsstat_clean LIST: the C core's cleanup of each file that LIST names, a path a line. */
#include "cleaner.h"

#include "core/newsstat.h"

static nst_buffer text;

static size_t clean(const char *html, size_t size) {
  text.size = 0;
  nst_status status = nst_html_text(html, size, NULL, &text, NULL);
  if (status != NST_OK) fail(nst_status_text(status));
  return text.size;
}

int main(int argc, char **argv) {
  nst_buffer_init(&text, NULL);
  int result = measure("newsstat", argc, argv, clean);
  nst_buffer_free(&text);
  return result;
}
