\set ON_ERROR_STOP on
CREATE TABLE article (path text PRIMARY KEY, body text NOT NULL);
INSERT INTO article SELECT name, pg_read_file(:'folder' || '/' || name) FROM pg_ls_dir(:'folder') AS name WHERE name LIKE '%.md';
CREATE INDEX article_words ON article USING gin (word_set(body));
ANALYZE article;

SELECT 1 / (count(*) = 5)::integer FROM words('我来到北京清华大学');
SELECT 1 / (string_agg(word, ' ') = '我 来到 北京 清华 大学')::integer FROM words('我来到北京清华大学') AS word;
SELECT 1 / (count(*) = 0)::integer FROM words('');
SELECT 1 / (word_set('，。') IS NOT NULL)::integer;

-- The index is used, and finds what reading every article finds.
SET enable_seqscan = off;
CREATE FUNCTION plan() RETURNS text LANGUAGE plpgsql AS $$
DECLARE line text; whole text := '';
BEGIN
  FOR line IN EXPLAIN SELECT path FROM article WHERE word_set(body) @> '{隧道}' LOOP whole := whole || line; END LOOP;
  RETURN whole;
END $$;
SELECT 1 / (plan() LIKE '%article_words%')::integer;
CREATE TABLE found AS SELECT path FROM article WHERE word_set(body) @> '{隧道}';
SELECT 1 / (count(*) > 0)::integer FROM found;
SELECT 1 / (count(*) = 0)::integer FROM (
  (SELECT path FROM found EXCEPT SELECT path FROM article, words(body) AS word WHERE word = '隧道')
  UNION ALL
  (SELECT path FROM article, words(body) AS word WHERE word = '隧道' EXCEPT SELECT path FROM found)
) AS difference;
SELECT 1 / (count(*) = 3)::integer FROM keywords((SELECT body FROM article ORDER BY path LIMIT 1), 3);

SELECT count(*) || ' articles, ' || (SELECT count(*) FROM found) || ' with 隧道 by the index' FROM article;
