"""A document as received (收到的原件): its text, where each line stands, and what reading could not take along."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the bytes are, by their content."""

    TXT = "txt"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


class Role(StrEnum):
    """What the file itself says of a line."""

    TEXT = "text"
    NAVIGATION = "navigation"  # menus, headers and footers of a page, by their elements
    LINKS = "links"  # a block that is little but links
    CELL = "cell"  # a row of a table
    FURNITURE = "furniture"  # running heads and page numbers


class OmissionKind(StrEnum):
    """What a file holds that is no text and was left out."""

    MARKUP = "markup"
    SCRIPT = "script"
    HIDDEN = "hidden"
    COMMENT = "comment"
    PICTURE = "picture"
    EQUATION = "equation"
    TEXT_BOX = "text_box"
    FOOTNOTE = "footnote"
    RUBY = "ruby"  # pronunciation beside characters
    DELETED = "deleted"  # deleted by tracked changes
    HEADER = "header"
    FIELD = "field"
    OBJECT = "object"
    PAGE_WITHOUT_TEXT = "page_without_text"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: line (or paragraph) and column from 1, page where the file has pages."""

    line: int
    column: int = 1
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line (paragraph, table row) of the text: ``text[start:end]``, without its line break.

    ``level`` is the heading level the file gives, ``wrapped`` says that the next line continues the paragraph.
    """

    start: int
    end: int
    number: int
    page: int | None = None
    role: Role = Role.TEXT
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Omission:
    """Something left out by reading: how often, how many characters, and the beginning of it."""

    kind: OmissionKind
    count: int
    characters: int = 0
    sample: str = ""


@dataclass(frozen=True, slots=True)
class BadBytes:
    """Bytes that the encoding does not know: U+FFFD stands for them at ``at`` in the text."""

    at: int
    offset: int
    hex: str


@dataclass(frozen=True, slots=True)
class Received:
    """What came: ``text`` is everything that was read, unchanged; ``digest`` is the SHA-256 of the bytes.

    ``encoding_stated`` is false when the encoding was found by trying.
    """

    name: str
    kind: Kind
    digest: str
    size: int
    encoding: str
    encoding_stated: bool
    text: str
    lines: tuple[Line, ...]
    bad_bytes: tuple[BadBytes, ...] = ()
    omissions: tuple[Omission, ...] = ()

    def place(self, offset: int) -> Place:
        """Line, column and page of a place in ``text``."""
        if not self.lines:
            return Place(1)
        line = self.lines[max(bisect_right(self.lines, offset, key=lambda each: each.start) - 1, 0)]
        return Place(line.number, offset - line.start + 1, line.page)
