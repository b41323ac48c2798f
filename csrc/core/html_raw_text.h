/* html_raw_text.h: where text ends that is not read for tags: the contents of
   <title>, <textarea>, <style>, <script> … */
#ifndef NEWSSTAT_HTML_RAW_TEXT_H
#define NEWSSTAT_HTML_RAW_TEXT_H

#include "html_tokenizer.h"

/* The place of the "</" of the end tag that ends the text which begins at
   `at`, or the tokenizer's size where there is none. */
size_t nst_html_raw_text_end(const nst_html_tokenizer *tokenizer, size_t at);

#endif
