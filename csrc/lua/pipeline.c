/* pipeline.c: core.pipeline(corpus, threads), articles on their way into a corpus. */
#include "corpus.h"
#include "post.h"
#include "threads.h"

typedef struct box {
  nst_pipeline *pipeline; /* NULL when closed */
  nstl_corpus *corpus;
  nstl_asking asking;
  size_t added;
} box;

static box *check_pipeline(lua_State *L, int index) {
  box *self = nstl_check(L, index, NSTL_PIPELINE);
  luaL_argcheck(L, self->pipeline, index, "the pipeline is closed");
  self->asking.L = L;
  return self;
}

/* core.pipeline(corpus [, threads]) */
static int pipeline_create(lua_State *L) {
  nstl_corpus *corpus = nstl_check_corpus(L, 1);
  lua_Number count = nstl_check_threads(L, 2);
  box *self = nstl_new_userdata(L, sizeof *self, NSTL_PIPELINE);
  nstl_keep(L, lua_gettop(L), 1);
  self->corpus = corpus;
  nst_threads threads = nstl_threads(L, &self->asking, count);
  nstl_expect(L, nst_pipeline_create(corpus->corpus, nstl_terms_segmenter(L, corpus->terms),
                                     &threads, &self->pipeline));
  corpus->pipelines++;
  return 1;
}

static void close_pipeline(box *self) {
  if (!self->pipeline) return;
  nst_pipeline_destroy(self->pipeline);
  self->pipeline = NULL;
  self->corpus->pipelines--;
}

static int add_article(lua_State *L, box *self, const nst_pipeline_article *article) {
  nst_status status = nst_pipeline_add(self->pipeline, article);
  if (status == NST_TOO_LARGE) return nstl_push_failure(L, status);
  nstl_expect_all(L, &self->asking, status);
  lua_pushinteger(L, (lua_Integer)++self->added);
  return 1;
}

/* pipeline:add(title | nil, text [, "text" | "html" | "page"]) -> place, from 1 | nil, message.  Of
   HTML a first line that is the title is left out, and of a whole page only the main content taken.
   Raises when a hook does, and when memory runs out; then the pipeline is good for nothing but
   being closed. */
static int pipeline_add(lua_State *L) {
  static const char *const kinds[] = {"text", "html", "page", NULL};
  box *self = check_pipeline(L, 1);
  nst_pipeline_article article = {0};
  article.title = luaL_optlstring(L, 2, NULL, &article.title_size);
  if (!article.title) article.title_size = 0;
  article.text = luaL_checklstring(L, 3, &article.size);
  int kind = luaL_checkoption(L, 4, "text", kinds);
  article.is_html = kind > 0;
  article.is_page = kind > 1;
  article.drop_title = article.is_html && article.title;
  return add_article(L, self, &article);
}

/* pipeline:add_post(reader) -> as add, of the post that a post reader took last, which it gives
 * away
 */
static int pipeline_add_post(lua_State *L) {
  box *self = check_pipeline(L, 1);
  const nst_post_file *file = nstl_take_post(L, 2);
  const nst_post *post = &file->post;
  nst_pipeline_article article = {.title = post->title.bytes,
                                  .title_size = post->title.size,
                                  .text = post->html.bytes,
                                  .size = post->html.size,
                                  .is_html = true,
                                  .drop_title = post->title.bytes != NULL,
                                  .owner = file->bytes};
  return add_article(L, self, &article);
}

/* pipeline:finish() -> pipeline, when all that was added is in the corpus */
static int pipeline_finish(lua_State *L) {
  box *self = check_pipeline(L, 1);
  nst_status status = nst_pipeline_finish(self->pipeline);
  nstl_expect_all(L, &self->asking, status);
  lua_settop(L, 1);
  return 1;
}

/* pipeline:text_size(place) -> bytes of text, once it is in the corpus */
static int pipeline_text_size(lua_State *L) {
  box *self = check_pipeline(L, 1);
  lua_Number place = luaL_checknumber(L, 2);
  size_t count = nst_pipeline_size(self->pipeline);
  luaL_argcheck(L, place >= 1 && place <= (lua_Number)count, 2, "no such place");
  lua_pushinteger(L, (lua_Integer)nst_pipeline_text_size(self->pipeline, (size_t)place - 1));
  return 1;
}

/* #pipeline: articles that are in the corpus */
static int pipeline_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)nst_pipeline_size(check_pipeline(L, 1)->pipeline));
  return 1;
}

static int pipeline_close(lua_State *L) {
  close_pipeline(nstl_check(L, 1, NSTL_PIPELINE));
  return 0;
}

void nstl_open_pipeline(lua_State *L) {
  static const luaL_Reg methods[] = {{"add", pipeline_add},       {"add_post", pipeline_add_post},
                                     {"finish", pipeline_finish}, {"text_size", pipeline_text_size},
                                     {"close", pipeline_close},   {NULL, NULL}};
  static const luaL_Reg metamethods[] = {{"__gc", pipeline_close},
                                         {"__close", pipeline_close},
                                         {"__len", pipeline_length},
                                         {NULL, NULL}};
  nstl_new_type(L, NSTL_PIPELINE, methods, metamethods);
  lua_pushcfunction(L, pipeline_create);
  lua_setfield(L, -2, "pipeline");
}
