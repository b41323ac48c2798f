"""cleaners.py NAME LIST: lxml or html2text over each file that LIST names, as the drivers in C do."""

import sys
import time


def with_lxml():
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)

    def clean(html):
        tree = lxml.html.document_fromstring(html, parser=parser)
        for hidden in tree.iter("script", "style"):
            hidden.drop_tree()
        return tree.text_content()

    return "lxml, text_content", clean


def with_html2text():
    import html2text

    def clean(html):
        reader = html2text.HTML2Text(bodywidth=0)
        reader.ignore_links = reader.ignore_images = True
        return reader.handle(html.decode("utf-8", "replace"))

    return "html2text", clean


def main():
    name, clean = {"lxml": with_lxml, "html2text": with_html2text}[sys.argv[1]]()
    with open(sys.argv[2], encoding="utf-8") as paths:
        pages = [open(path, "rb").read() for path in paths.read().split("\n") if path]
    text = failures = 0
    begin = time.process_time()
    for html in pages:
        try:
            text += len(clean(html).encode("utf-8", "replace"))
        except Exception:  # a failure of any kind is what is counted
            failures += 1
    seconds = time.process_time() - begin
    print(name, sum(map(len, pages)), "%.4f" % seconds, text, failures, sep="\t")


main()
