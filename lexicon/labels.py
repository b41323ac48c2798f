"""Text labelled with words and parts of speech: "word/TAG word/TAG …", a sentence a line."""


def tokens(path):
    """Yields (word, tag) of a labelled text."""
    with open(path, encoding="utf-8") as text:
        for line in text:
            for token in line.rstrip("\n").split(" "):
                word, slash, tag = token.rpartition("/")
                if slash and word:
                    yield word, tag
