"""The fields of the embedded index, and how a document fills them."""

import re
from functools import cache
from hashlib import blake2b
from typing import Any

import orjson
import tantivy

from quanheng.kernel.search import text
from quanheng.kernel.search.registry import Document

SEARCHED = ("title", "number", "body")
_NO_YEAR = 2047
_LAST_NUMBER = (1 << 13) - 1
_YEAR_SUFFIX = re.compile(r"-\d{4}$")
_HEAD = re.compile(r"^[^\d]+")


@cache
def schema() -> tantivy.Schema:
    """``id`` kind and key; ``title``, ``number``, ``body`` tokens; ``code``, ``stem``, ``exact`` squashed, for equality
    and prefixes; ``kind``, ``facets`` to filter and count; ``order`` breaks ties; ``weight`` multiplies the score.
    """
    build = tantivy.SchemaBuilder()
    build.add_text_field("id", tokenizer_name="raw", index_option="basic")
    build.add_text_field("kind", tokenizer_name="raw", index_option="basic", fast=True)
    build.add_json_field("facets", tokenizer_name="raw", index_option="basic", fast=True)
    for name in SEARCHED:
        build.add_text_field(name, tokenizer_name="whitespace")
    for name in ("code", "stem", "exact"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    build.add_unsigned_field("order", fast=True)
    build.add_float_field("weight", fast=True)
    build.add_bytes_field("data", stored=True)
    return build.build()


def identity(kind: str, key: str) -> str:
    """The term by which a document is replaced or removed."""
    return f"{kind}\x1f{key}"


def index_document(document: Document) -> tantivy.Document:
    """A document as the engine takes it."""
    made = tantivy.Document()
    made.add_text("id", identity(document.kind, document.key))
    made.add_text("kind", document.kind)
    made.add_json("facets", {name: value for name, value in document.facets.items() if value})
    made.add_text("title", text.tokens(document.title))
    made.add_text("body", text.tokens(document.body))
    title = text.pieces(text.fold(document.title))
    made.add_text("exact", text.squash(title))
    squashed: dict[str, None] = {}
    for code in document.codes:
        parts = text.pieces(text.fold(code))
        made.add_text("number", " ".join(text.piece_tokens(parts)))
        squashed[text.squash(parts)] = None
    for code in squashed:
        made.add_text("code", code)
    for stem in sorted({part for code in squashed for part in stems(code)} - set(squashed)):
        made.add_text("stem", stem)
    made.add_unsigned("order", order(document))
    made.add_float("weight", stored_weight(document.weight))
    made.add_bytes("data", _pack(document))
    return made


def stems(code: str) -> set[str]:
    """A number without its year and without its letters (``jjf1070-2023``: ``jjf1070``, ``1070-2023``, ``1070``)."""
    without_year = _YEAR_SUFFIX.sub("", code)
    return {without_year, _HEAD.sub("", code), _HEAD.sub("", without_year)} - {"", code}


def order(document: Document) -> int:
    """Breaks ties: newer first, then the lower number in the key, then a digest of kind and key. 64 bits, ascending."""
    year = document.facets.get("year", "")
    age = _NO_YEAR - min(max(int(year) - 1000, 0), _NO_YEAR) if re.fullmatch(r"\d{4}", year) else _NO_YEAR
    numbers = [found for found in re.findall(r"\d{1,9}", document.key) if found != year]
    number = min(int(numbers[0]), _LAST_NUMBER) if numbers else _LAST_NUMBER
    digest = blake2b(identity(document.kind, document.key).encode(), digest_size=5).digest()
    return (age << 53) | (number << 40) | int.from_bytes(digest)


def stored_weight(weight: float) -> float:
    """The weight field's value. The engine multiplies by log2(2 + value), which becomes 4 × weight (0.5 to 1.5)."""
    return float(2 ** (4 * min(max(weight, 0.5), 1.5)) - 2)


def _pack(document: Document) -> bytes:
    return orjson.dumps(
        [
            document.kind,
            document.key,
            document.title,
            document.url,
            document.body,
            list(document.codes),
            document.facets,
            document.note,
            document.weight,
            document.synthetic,
        ],
        option=orjson.OPT_PASSTHROUGH_SUBCLASS,
        default=str,
    )


def unpack(data: Any) -> Document:
    """The document as it was given, from the stored bytes."""
    kind, key, title, url, body, codes, facets, note, weight, synthetic = orjson.loads(bytes(data))
    return Document(kind, key, title, url, body, tuple(codes), facets, note, weight, synthetic)
