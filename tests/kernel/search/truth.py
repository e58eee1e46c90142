"""What ought to be found: plain substring search, written apart from the product's own tokens and patterns."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from quanheng.kernel.search.registry import Document

SUPERSCRIPTS = str.maketrans({"³": " 3 ", "²": " 2 "})
DASHES = str.maketrans(dict.fromkeys("—–─‐‑‒―－-", " "))
KEPT = "%/.~°±"


@cache
def plain(written: str) -> str:
    """NFKC, lower case; punctuation and blanks become one blank; letters and digits stand apart; Han runs whole."""
    folded = unicodedata.normalize("NFKC", written.translate(SUPERSCRIPTS)).lower().translate(DASHES)
    marked = "".join(
        each if each.isalnum() or each in KEPT or unicodedata.category(each)[0] == "S" else " " for each in folded
    )
    marked = re.sub(r"([a-z])(?=\d)|(\d)(?=[a-z])", r"\1\2 ", marked)
    marked = re.sub(r"(?<=[^\w\s.])(?=[a-z0-9])|(?<=[a-z0-9])(?=[^\w\s.])", " ", marked)
    return re.sub(r"\s+", " ", marked)


def holds(document: Document, phrase: str) -> bool:
    """Whether a phrase stands in the title, the body or a number; at Latin letters and digits only as whole words."""
    wanted = plain(phrase).strip()
    before = r"(?<![a-z])" if wanted[0].isascii() and wanted[0].isalpha() else r"(?<![\d])(?<!\d\.)"
    after = r"(?![a-z])" if wanted[-1].isascii() and wanted[-1].isalpha() else r"(?!\.?\d)"
    if not wanted[0].isascii():
        before = ""
    if not wanted[-1].isascii():
        after = ""
    pattern = re.compile(before + re.escape(wanted) + after)
    return any(pattern.search(plain(part)) for part in (document.title, document.body, *document.codes))


def found_by_words(documents: Iterable[Document], words: Iterable[str]) -> set[str]:
    """The keys of documents that hold every word."""
    wanted = list(words)
    return {each.key for each in documents if all(holds(each, word) for word in wanted)}
