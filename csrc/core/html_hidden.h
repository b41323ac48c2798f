/* html_hidden.h: attributes that hide an element. */
#ifndef NEWSSTAT_HTML_HIDDEN_H
#define NEWSSTAT_HTML_HIDDEN_H

#include "html_elements.h"

/* Whether attributes of the start tag, which the tokenizer read last, hide its
   element. */
bool nst_html_is_hidden(const nst_html_tokenizer *tokenizer, const nst_html_token *token,
                        nst_html_element element);

#endif
