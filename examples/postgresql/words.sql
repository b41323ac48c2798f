-- Words of Chinese texts in PostgreSQL, and an index on them.
-- newsstat is a C module, which only the untrusted PL/Lua loads: a superuser runs this once for each database.

CREATE EXTENSION IF NOT EXISTS plluau;

-- The words of a text, in order. Equal texts give equal words as long as newsstat's version is the same: after an update,
-- REINDEX what is built on them.
CREATE OR REPLACE FUNCTION words(body text) RETURNS SETOF text
LANGUAGE plluau IMMUTABLE STRICT PARALLEL RESTRICTED COST 1000 AS $$
  for _, word in ipairs(require("newsstat").cut(body)) do coroutine.yield(word) end
$$;

-- The different words of a text, for an index.
CREATE OR REPLACE FUNCTION word_set(body text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL RESTRICTED COST 1000 AS $$
  SELECT coalesce(array_agg(DISTINCT word), '{}') FROM words(body) AS word
$$;

-- Keywords with their scores.
CREATE OR REPLACE FUNCTION keywords(body text, most integer DEFAULT 10) RETURNS TABLE (term text, score double precision)
LANGUAGE plluau IMMUTABLE STRICT PARALLEL RESTRICTED COST 10000 AS $$
  local rows, message = require("newsstat").keywords(body, { top = most })
  if not rows then error(message) end
  for _, row in ipairs(rows) do coroutine.yield { term = row.term, score = row.score } end
$$;
