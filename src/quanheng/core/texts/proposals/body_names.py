"""Cutting a list of responsible bodies into names, so that the pieces joined give the list again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a piece of a list is."""

    BODY = "body"
    BETWEEN = "between"  # commas, 和, 等
    VERB = "verb"  # 牵头, 配合, 按职责分工负责


class Duty(StrEnum):
    """What a body is to do."""

    RESPONSIBLE = "responsible"  # 责任单位, 负责
    LEAD = "lead"  # 牵头
    SUPPORT = "support"  # 配合, 参与


@dataclass(frozen=True, slots=True)
class ListPiece:
    """A piece of a list; ``duty`` only for bodies."""

    part: Part
    text: str
    duty: Duty | None = None


SUFFIX = (
    "政府|人民政府|委员会|办公室|管理局|总局|总队|支队|兵团|集团|公司|中心|协会|学会|研究院|科学院|法院|检察院|海关|银行|大学|学院|医院|工会"
    "|妇联|残联|工商联|共青团|部门|單位|单位|机构|機構|企业|企業|高校|院校|实验室|海事局|邮政|供销社|局|厅|廳|委|部|办|辦|署|院|府|所|站|处|處|馆|组|社|会|會|团|行"
)
_COMPLETE = re.compile(rf"(?:{SUFFIX})(?:[(（〔\[][^)）〕\]]{{1,30}}[)）〕\]])?$")
_SPLIT = re.compile(r"\s*[、，,；;]\s*")
_AND = re.compile(r"以及|会同|會同|及|和|与|與")
_VERB = re.compile(
    r"(?:等)?(?:有关|相关|各有关|各相关)?(?:按|按照|依|依据|根据)?(?:各自)?(?:职责|職責)?(?:分工)?"
    r"(?P<verb>牵头负责|牵头|牽頭|分别负责|具体负责|组织实施|负责落实|负责|負責|参与|参加|配合|协助|协同|落实)"
)
_OPEN_END = re.compile(r"等(?:(?:有关|相关|各有关)?(?:部门|单位|部門|單位|机构))?$")
LONGEST_NAME = 120
_OPENING, _CLOSING = "(（〔[", ")）〕]"
_LEVELS = frozenset("省市县區区乡鄉镇鎮州盟旗")
_TOGETHER = {"会同", "會同"}


def names(text: str, duty: Duty) -> list[ListPiece]:
    """The pieces of a list without verbs; ``"".join`` of their texts is ``text``."""
    pieces: list[ListPiece] = []
    for part, piece in _grouped(_cut(text)):
        if part is Part.BETWEEN:
            pieces.append(ListPiece(part, piece))
        else:
            pieces += _with_and(piece, duty)
    return pieces


def with_verbs(text: str) -> list[ListPiece]:
    """The pieces of a list in which verbs say who does what: 省市场监管局牵头，省财政厅配合."""
    pieces: list[ListPiece] = []
    at = 0
    for found in _VERB.finditer(text):
        pieces += names(text[at : found.start()], _duty(found["verb"]))
        pieces.append(ListPiece(Part.VERB, found[0]))
        at = found.end()
    if at < len(text):
        pieces += names(text[at:], Duty.RESPONSIBLE)
    return pieces


def is_list(pieces: list[ListPiece]) -> bool:
    """Whether every name is one: it ends as names of bodies end."""
    bodies = [piece.text for piece in pieces if piece.part is Part.BODY]
    return bool(bodies) and all(complete(name) for name in bodies)


def complete(name: str) -> bool:
    """Whether ``name`` ends as the name of a body does."""
    return bool(_COMPLETE.search(name)) and len(name) > 1


def _duty(verb: str) -> Duty:
    if "牵头" in verb or "牽頭" in verb:
        return Duty.LEAD
    return Duty.SUPPORT if verb in {"参与", "参加", "配合", "协助", "协同"} else Duty.RESPONSIBLE


def _cut(text: str) -> Iterator[tuple[Part, str]]:
    """Names and what stands between them; brackets hold together."""
    depth = at = 0
    start = 0
    while at < len(text):
        depth += (text[at] in _OPENING) - (text[at] in _CLOSING)
        found = _SPLIT.match(text, at) if depth <= 0 else None
        if found:
            yield Part.BODY, text[start:at]
            yield Part.BETWEEN, found[0]
            at = start = found.end()
        else:
            at += 1
    yield Part.BODY, text[start:]


def _grouped(parts: Iterator[tuple[Part, str]]) -> Iterator[tuple[Part, str]]:
    """各市、县〔区〕人民政府 is one name: what begins with 各, or is a level alone, goes on to the end of a name."""
    held = ""
    for part, text in parts:
        unfinished = part is Part.BODY and (held or text.startswith("各") or text in _LEVELS) and not complete(text)
        if unfinished or (part is Part.BETWEEN and held):
            held += text
        elif text:
            yield part, held + text if part is Part.BODY else text
            held = "" if part is Part.BODY else held
    if held:
        yield Part.BODY, held


def _with_and(name: str, duty: Duty) -> Iterator[ListPiece]:
    """Two names joined by 和; 省工业和信息化厅 is one. Who acts 会同 others leads."""
    if len(name) > LONGEST_NAME:
        yield ListPiece(Part.BODY, name, duty)
        return
    tail = _OPEN_END.search(name)
    end = tail.start() if tail and tail.start() else len(name)
    for found in _AND.finditer(name, 0, end):
        before, after = name[: found.start()], name[found.end() : end]
        if complete(before) and complete(after):
            yield ListPiece(Part.BODY, before, Duty.LEAD if found[0] in _TOGETHER else duty)
            yield ListPiece(Part.BETWEEN, found[0])
            yield from _with_and(name[found.end() :], duty)
            return
    yield ListPiece(Part.BODY, name[:end], duty)
    if end < len(name):
        yield ListPiece(Part.BETWEEN, name[end:])
