"""Lists of responsible bodies (责任单位) in a paragraph: in brackets, behind a label, or with verbs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quanheng.core.texts.proposals.body_names import Duty, ListPiece, Part, is_list, names, with_verbs
from quanheng.core.texts.proposals.quote import Quote, quote

_LABEL = re.compile(
    r"(?P<label>(?P<lead>牵头(?:单位|部门)|主办(?:单位|部门)|牽頭單位)|(?P<support>(?:配合|协办|参与|参加)(?:单位|部门)|配合單位)"
    r"|(?:责任(?:单位|部门|主体)|负责(?:单位|部门)|落实(?:单位|部门)|實施單位|責任單位))\s*[:：]\s*"
)
_BRACKET = re.compile(r"[(（]\s*(?=[^()（）]{2,})")
_VERBS_END = re.compile(r"(?:负责|牵头|配合|参与|落实|实施|負責)\s*$")
_SEGMENT = re.compile(r"[。；;]\s*")
_INCLUDED = re.compile(
    r"(?:均|都|也)?(?:包括|包含|含)(?P<names>[^。；;]{2,60}?)(?:[，,]\s*(?:不再|以下|下同)[^。；;]*)?$"
)
_CLOSING = {"(": ")", "（": "）"}
_BRACKETS = re.compile(r"[()（）]")
LONGEST, DEEPEST = 600, 4  # of a list, in characters and in brackets


@dataclass(frozen=True, slots=True)
class Body:
    """A body named in a list, with its duty; ``name`` is as printed."""

    name: str
    duty: Duty
    quote: Quote


@dataclass(frozen=True, slots=True)
class BodyList:
    """One list: ``quote`` is the whole of it with bracket and label, ``listed`` the names alone.

    ``pieces`` joined give ``listed.text``. ``remark`` is a sentence in the same bracket; ``implied`` are bodies that an
    earlier remark says every later list includes (quoted where it says so). ``open_ended`` when it ends with 等.
    """

    quote: Quote
    listed: Quote
    label: str
    pieces: tuple[ListPiece, ...]
    bodies: tuple[Body, ...]
    remark: Quote | None = None
    implied: tuple[Body, ...] = ()
    open_ended: bool = False


def body_lists(paragraph: int, text: str) -> list[BodyList]:
    """Every list of ``text``, in its order."""
    found: list[BodyList] = []
    end = 0
    for label in _LABEL.finditer(text):
        if label.start() < end or not _stands_alone(text, label.start()):
            continue
        end = _end(text, label.start())
        found += _segments(paragraph, text, label.start(), end)
    taken = [(each.quote.start, each.quote.end) for each in found]
    found += [
        each
        for each in _bracketed(paragraph, text)
        if not any(start <= each.quote.start < stop for start, stop in taken)
    ]
    return sorted(found, key=lambda each: each.quote.start)


def with_implied(lists: list[BodyList]) -> list[BodyList]:
    """The lists of a whole document: what a remark adds to all later lists is added to them."""
    added: list[Body] = []
    result = []
    for each in lists:
        own = {body.name for body in each.bodies}
        result.append(replace(each, implied=tuple(body for body in added if body.name not in own)))
        if each.remark and "以下" in each.remark.text:
            added += _included(each.remark)
    return result


def _stands_alone(text: str, at: int) -> bool:
    """A label opens a bracket, a sentence or the paragraph."""
    before = text[:at].rstrip()
    return not before or before[-1] in "(（。；;【[" or before.endswith("】")


def _end(text: str, at: int) -> int:
    """Where the list ends: at the bracket that closes it, or with the paragraph when that is missing or damaged."""
    before = text[:at].rstrip()
    if not before or before[-1] not in _CLOSING:
        return len(text)
    depth = 1
    for bracket in _BRACKETS.finditer(text, at, at + LONGEST):
        depth += 1 if bracket[0] in _CLOSING else -1
        if not depth:
            return bracket.start()
        if depth > DEEPEST:
            break
    return len(text)


def _segments(paragraph: int, text: str, start: int, end: int) -> Iterator[BodyList]:
    """A bracket may hold several lists (牵头单位…；配合单位…) and remarks."""
    closed = end < len(text) and text[end] in _CLOSING.values()
    if not closed:  # the last character may be the damaged bracket
        end = len(text.rstrip("(（。.．、9"))
    cuts = [start, *(found.end() for found in _SEGMENT.finditer(text, start, end))]
    lists: list[BodyList] = []
    for low, high in zip(cuts, [*cuts[1:], end], strict=True):
        stop = low + len(text[low:high].rstrip("。；; "))
        label = _LABEL.match(text, low)
        made = _made(paragraph, text, label.end() if label else low, stop, label)
        if made and (label or not lists):
            lists.append(made)
        elif lists and stop > low:
            lists[-1] = replace(lists[-1], remark=quote(paragraph, text, low, stop))
    yield from lists


def _made(paragraph: int, text: str, start: int, end: int, label: re.Match[str] | None) -> BodyList | None:
    duty = Duty.RESPONSIBLE
    if label and label["lead"]:
        duty = Duty.LEAD
    elif label and label["support"]:
        duty = Duty.SUPPORT
    inner = text[start:end]
    pieces = with_verbs(inner) if _VERBS_END.search(inner) else names(inner, duty)
    if not is_list(pieces):
        return None
    whole = quote(paragraph, text, label.start() if label else start, end)
    return BodyList(
        quote=whole,
        listed=quote(paragraph, text, start, end),
        label=label["label"] if label else "",
        pieces=tuple(pieces),
        bodies=tuple(_bodies(paragraph, text, start, pieces)),
        open_ended=any(piece.part is not Part.BODY and "等" in piece.text for piece in pieces),
    )


def _bodies(paragraph: int, text: str, start: int, pieces: list[ListPiece]) -> Iterator[Body]:
    at = start
    for piece in pieces:
        if piece.duty:
            yield Body(piece.text, piece.duty, quote(paragraph, text, at, at + len(piece.text)))
        at += len(piece.text)


def _bracketed(paragraph: int, text: str) -> Iterator[BodyList]:
    """（省市场监管局牵头，省财政厅配合）: a bracket that ends with who does it."""
    for found in _BRACKET.finditer(text):
        end = _end(text, found.end())
        if end - found.end() > LONGEST:
            continue
        inner = text[found.end() : end]
        if not _VERBS_END.search(inner.rstrip("。")):
            continue
        made = _made(paragraph, text, found.end(), found.end() + len(inner.rstrip("。 ")), None)
        if made:
            yield made


def _included(remark: Quote) -> Iterator[Body]:
    found = _INCLUDED.search(remark.text)
    if not found:
        return
    pieces = names(found["names"], Duty.RESPONSIBLE)
    if is_list(pieces):
        for each in _bodies(remark.paragraph, remark.text, found.start("names"), pieces):
            start = each.quote.start + remark.start
            yield replace(each, quote=replace(each.quote, start=start, end=start + len(each.name)))
