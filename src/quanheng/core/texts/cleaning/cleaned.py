"""A cleaned text (清理后的文本) and its report: what was kept, removed, rewritten, joined, and is damaged."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from quanheng.core.texts.received import Place


class Removed(StrEnum):
    """Why something was taken out."""

    BREADCRUMB = "breadcrumb"  # 当前位置：首页 > …
    TOOLBAR = "toolbar"  # source, time, hits, print, font size
    SHARE = "share"  # share, scan, like
    METADATA = "metadata"  # the page's table of facts on the document
    SUMMARY = "summary"  # 核心提示, the page's own words
    ACCOUNT = "account"  # sign in, register, search box
    FORUM = "forum"  # poster, time of posting, reading mode
    FOOTER = "footer"  # copyright, ICP number, telephone, links
    AD = "ad"
    PAGE_HEAD = "page_head"  # other lines above the text, between lines of the page
    PAGE_TAIL = "page_tail"  # other lines below the text, after lines of the page
    REPEATED_TITLE = "repeated_title"  # the page's heading, which the text has again
    NAVIGATION = "navigation"  # by the elements of an HTML page
    FURNITURE = "furniture"  # running heads, page numbers
    PINYIN = "pinyin"
    TAG = "tag"  # an HTML tag in a plain text
    TAG_REMAINS = "tag_remains"  # a tag whose < was lost
    MARKDOWN = "markdown"
    INVISIBLE = "invisible"  # zero-width characters
    PAGE_BREAK = "page_break"  # a line break inside a sentence
    LAYOUT = "layout"  # line breaks, empty lines, indents, space at the end of lines


class Replaced(StrEnum):
    """Why something is written otherwise. Each has exactly one possible reading."""

    ENTITY = "entity"  # &ldquo; → “
    ENTITY_REMAINS = "entity_remains"  # ldquo; whose & was lost → “
    BREAK = "break"  # a line break between Latin words → a space
    WIDTH = "width"  # half-width punctuation between Chinese characters → full-width


class DamageKind(StrEnum):
    """What is wrong at a place that nobody may mend but a person with the original."""

    BYTES = "bytes"  # bytes that the encoding does not know
    REPLACEMENT = "replacement"  # U+FFFD came with the file
    LOST = "lost"  # a question mark stands for lost characters
    SUSPECT = "suspect"  # a question mark that may stand for lost characters
    ALTERED = "altered"  # the character before a lost < is not the one that was written
    PRIVATE_USE = "private_use"
    CONTROL = "control"
    OBJECT = "object"  # an equation or object stood there that is no text
    UNPAIRED = "unpaired"  # a quotation mark or bracket without its partner


@dataclass(frozen=True, slots=True)
class Span:
    """``text[at:at + length]`` of a paragraph came from ``[start:end]`` of the received text."""

    at: int
    length: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the cleaned text, where it began in the file, and where each of its characters came from."""

    index: int
    text: str
    place: Place
    spans: tuple[Span, ...]

    def source(self, at: int) -> int:
        """The place in the received text of the character at ``at``."""
        for span in self.spans:
            if span.at <= at < span.at + span.length:
                return span.start + min(at - span.at, span.end - span.start - 1)
        return self.spans[-1].end if self.spans else 0


@dataclass(frozen=True, slots=True)
class Removal:
    """``text`` stood at ``[start:end]`` of the received text and was taken out."""

    reason: Removed
    start: int
    end: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Replacement:
    """``was`` stood at ``[start:end]`` of the received text and is now written ``now``."""

    reason: Replaced
    start: int
    end: int
    was: str
    now: str
    place: Place


@dataclass(frozen=True, slots=True)
class Join:
    """A paragraph that a line break had cut in two: the words on both sides of it."""

    start: int
    before: str
    after: str
    place: Place


@dataclass(frozen=True, slots=True)
class Damage:
    """A damaged place: it is kept as received. ``paragraph`` and ``at`` are ``None`` when it was in what was removed.

    ``context`` are the characters around it. ``proposal`` is a reading for a person to confirm, never applied; empty
    when nothing can be said.
    """

    kind: DamageKind
    start: int
    text: str
    place: Place
    paragraph: int | None
    at: int | None
    context: str
    proposal: str = ""
    evidence: str = ""  # the bytes as hex, or the remains of the tag


@dataclass(frozen=True, slots=True)
class Account:
    """Characters of the received text by what became of them: ``received`` is the sum of the others."""

    received: int
    kept: int
    removed: int
    replaced: int
    layout: int

    @property
    def balanced(self) -> bool:
        """Nothing is lost and nothing counted twice."""
        return self.received == self.kept + self.removed + self.replaced + self.layout


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The paragraphs and the whole report."""

    paragraphs: tuple[Paragraph, ...]
    removals: tuple[Removal, ...]
    replacements: tuple[Replacement, ...]
    joins: tuple[Join, ...]
    damages: tuple[Damage, ...]
    account: Account
    beyond_gb2312: int = 0  # Chinese characters outside GB 2312, most of them traditional; they are kept as they are
    han: int = 0  # Chinese characters in all

    @property
    def listed(self) -> tuple[Removal, ...]:
        """Everything removed but line breaks and indents."""
        return tuple(each for each in self.removals if each.reason is not Removed.LAYOUT)

    @property
    def removed_by_reason(self) -> dict[Removed, int]:
        """How many pieces were removed for each reason."""
        return dict(Counter(each.reason for each in self.listed))

    @property
    def traditional(self) -> bool:
        """Whether the text looks as if written in traditional characters."""
        return self.beyond_gb2312 > self.han // 20
