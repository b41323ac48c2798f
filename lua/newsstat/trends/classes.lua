--- Word classes: how much a term's part of speech speaks for its being news, from -.8 to 2. Names are, adverbs are not.

local NAME, LATIN, NOUN, VERB, ADJECTIVE, OTHER = 2, 1.5, 1, .3, -.3, -.8

return {
  -- By the lexicon's tag, or its first letter.
  BY_TAG = {
    n = NOUN, j = NOUN, v = VERB, a = ADJECTIVE, l = ADJECTIVE, i = ADJECTIVE,
    nr = NAME, ns = NAME, nt = NAME, nz = NAME, nrt = NAME, nrfg = NAME, vn = NOUN,
  },
  -- What the lexicon does not know is a name or new.
  UNLISTED = NAME, LATIN = LATIN, OTHER = OTHER,
  -- First letters of the tags of what a phrase may begin with, and end in, to read like a name or a compound noun.
  NOUN_STARTS = "nabsjvtfm", NOUN_ENDS = "njk",
  -- Numerals, measure words, pronouns, adverbs, prepositions, conjunctions, particles: part of the sentence around it.
  WEAK_STARTS = "mqrdpcu",
  -- Classes of phrases: of any, of a compound noun, of noun and verb, and what a weak start adds.
  PHRASE = .2, NOUN_PHRASE = NOUN, CLAUSE = .5, WEAK_START = -.5,
}
