"""DOCX: paragraphs with their printed numbers, tables row by row; everything else is counted, nothing dropped silently.

The parts are read directly: libraries that give the text of a paragraph leave out numbers, equations and tracked
insertions without a word.
"""

from collections.abc import Iterator
from typing import Any

from quanheng.core.texts.reading.lines import Lines, Omissions
from quanheng.core.texts.reading.numbering import Lists, child, local, read_numbering, value
from quanheng.core.texts.reading.package import Package
from quanheng.core.texts.received import Kind, OmissionKind, Received, Role
from quanheng.core.texts.refusal import Refusal, TextRefused

OBJECT = "\ufffc"  # stands where something without text was
_PLAIN = {"t": None, "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
_LEFT_OUT = {
    "del": OmissionKind.DELETED,
    "moveFrom": OmissionKind.DELETED,
    "oMath": OmissionKind.EQUATION,
    "oMathPara": OmissionKind.EQUATION,
    "drawing": OmissionKind.PICTURE,
    "pict": OmissionKind.PICTURE,
    "object": OmissionKind.OBJECT,
    "footnoteReference": OmissionKind.FOOTNOTE,
    "endnoteReference": OmissionKind.FOOTNOTE,
    "instrText": OmissionKind.FIELD,
    "rt": OmissionKind.RUBY,
    "sym": OmissionKind.OBJECT,
}
_MARKED = {OmissionKind.EQUATION, OmissionKind.OBJECT}
_SKIPPED = frozenset({"pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "Fallback"})
_PARTS = (
    ("word/header", OmissionKind.HEADER),
    ("word/footer", OmissionKind.HEADER),
    ("word/footnotes", OmissionKind.FOOTNOTE),
    ("word/endnotes", OmissionKind.FOOTNOTE),
    ("word/comments.", OmissionKind.COMMENT),
)


def read_docx(data: bytes, name: str, digest: str) -> Received:
    """The lines of a document. Raises :class:`TextRefused`."""
    package = Package(data, name)
    main = package.xml(package.main())
    body = child(main, "body") if main is not None else None
    if body is None:
        raise TextRefused(name, Refusal.DAMAGED_FILE, found="word/document.xml")
    numbering = read_numbering(package.xml("word/numbering.xml"), package.xml("word/styles.xml"))
    reader = _Reader(name, numbering)
    reader.story(body)
    for start, kind in _PARTS:
        for part in package.beside(start):
            reader.beside(package.xml(part), kind)
    if not reader.lines.lines:
        raise TextRefused(name, Refusal.EMPTY)
    return Received(
        name=name,
        kind=Kind.DOCX,
        digest=digest,
        size=len(data),
        encoding="utf-8",
        encoding_stated=True,
        text=reader.lines.text,
        lines=tuple(reader.lines.lines),
        omissions=reader.omissions.listed(),
    )


class _Reader:
    def __init__(self, name: str, numbering: Lists) -> None:
        self.lines = Lines(name)
        self.omissions = Omissions()
        self.numbering = numbering
        self.number = 0

    def story(self, parent: Any) -> None:
        """Paragraphs and tables in their order, also inside content controls and insertions."""
        for element in parent:
            kind = local(element)
            if kind == "p":
                self.number += 1
                self.add(self.paragraph(element), Role.TEXT)
            elif kind == "tbl":
                self.table(element)
            elif kind in _LEFT_OUT:
                self.leave(element, _LEFT_OUT[kind])
            elif kind not in _SKIPPED:
                self.story(element)

    def table(self, table: Any) -> None:
        """A row is a line with tabs between its cells; a row of one cell is a frame around paragraphs."""
        for row in _descend(table, "tr"):
            cells = list(_descend(row, "tc"))
            if len(cells) == 1:
                self.story(cells[0])
                continue
            self.number += 1
            texts = [" ".join(self.cell(each)) for each in cells]
            self.add("\t".join(texts).rstrip("\t"), Role.CELL)

    def cell(self, cell: Any) -> Iterator[str]:
        """The paragraphs of a cell, also of tables within it."""
        for element in cell:
            kind = local(element)
            if kind == "p":
                text = " ".join(self.paragraph(element).split("\n")).strip()
                if text:
                    yield text
            elif kind in _LEFT_OUT:
                self.leave(element, _LEFT_OUT[kind])
            elif kind not in _SKIPPED:
                yield from self.cell(element)

    def add(self, text: str, role: Role) -> None:
        """A line break inside a paragraph begins a line of the same number."""
        for line in text.split("\n"):
            self.lines.add(line, self.number, role=role)

    def paragraph(self, paragraph: Any) -> str:
        """The number as printed and the text as finally accepted: insertions in, deletions out."""
        number = self.numbering.printed(paragraph)
        text = "".join(self.inline(paragraph))
        return number + text if text.strip() else text

    def inline(self, parent: Any) -> Iterator[str]:
        for element in parent:
            kind = local(element)
            if kind in _PLAIN:
                yield (element.text or "") if kind == "t" else _PLAIN[kind] or ""
            elif kind in _LEFT_OUT:
                self.leave(element, _LEFT_OUT[kind])
                yield OBJECT if _LEFT_OUT[kind] in _MARKED else ""
            elif kind == "r" and _hidden(element):
                self.omissions.add(OmissionKind.HIDDEN, _text(element))
            elif kind not in _SKIPPED:
                yield from self.inline(element)

    def leave(self, element: Any, kind: OmissionKind) -> None:
        """Count what is left out; text boxes inside a drawing are counted as such."""
        boxes = [each for each in element.iter() if local(each) == "txbxContent"]
        for box in boxes[:1]:  # the second is the same box for older programs
            self.omissions.add(OmissionKind.TEXT_BOX, _text(box))
        if not boxes:
            self.omissions.add(kind, _text(element))

    def beside(self, root: Any, kind: OmissionKind) -> None:
        """Headers, footers, notes and comments: counted, by part or note."""
        notes = [each for each in root if local(each) in {"footnote", "endnote", "comment"}]
        for each in notes or [root]:
            text = _text(each)
            if text.strip():
                self.omissions.add(kind, text)


def _descend(parent: Any, wanted: str) -> Iterator[Any]:
    """Children of a kind, also where content controls stand between."""
    for element in parent:
        kind = local(element)
        if kind == wanted:
            yield element
        elif kind in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _descend(element, wanted)


def _hidden(run: Any) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and value(vanish) not in {"0", "false", "off"}


def _text(element: Any) -> str:
    return "".join(each.text or "" for each in element.iter() if local(each) in {"t", "delText", "instrText"})
