"""Printed numbers of a DOCX (编号): they stand in no paragraph but in the numbering part, and are counted here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from quanheng.core.texts.numerals import LARGEST, int_to_chinese

LETTERS, CIRCLED = 26, 20
DEEPEST_STYLE = 20
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"}
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_WIDE = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SUFFIXES = {"tab": "", "space": " ", "nothing": ""}


def local(element: Any) -> str:
    """The name of an element without its namespace (transitional and strict files differ only there)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Any, name: str = "val") -> str:
    """An attribute without its namespace."""
    if element is None:
        return ""
    return next((str(text) for key, text in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(element: Any, *names: str) -> Any:
    """The element at the end of a path of names, or ``None``."""
    for name in names:
        element = next((each for each in element if local(each) == name), None) if element is not None else None
    return element


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, in which numerals, and the text with %1, %2 for the numbers."""

    start: int
    form: str
    text: str
    suffix: str
    style: str
    legal: bool = False  # the numbers above are printed in digits


@dataclass
class Lists:
    """The lists of a document and how far each has counted."""

    lists: dict[str, dict[int, Level]]
    abstract: dict[str, str]
    styles: Mapping[str, tuple[str, int]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def printed(self, paragraph: Any) -> str:
        """The number that stands before a paragraph, counted on; empty where it has none."""
        number, depth = self._of(paragraph)
        levels = self.lists.get(number)
        if not levels or depth not in levels:
            return ""
        counts = self.counts.setdefault(self.abstract[number], {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        level = levels[depth]
        if level.form == "bullet":
            return ""
        text = level.text
        for above in range(depth + 1):
            if f"%{above + 1}" in text:
                shown = levels.get(above, level)
                reached = counts.setdefault(above, shown.start)
                text = text.replace(f"%{above + 1}", numeral(reached, "decimal" if level.legal else shown.form))
        return text + _SUFFIXES.get(level.suffix, "") if text.strip() else ""

    def _of(self, paragraph: Any) -> tuple[str, int]:
        properties = child(paragraph, "pPr")
        style, depth = (
            self.styles.get(value(child(properties, "pStyle")), ("", 0)) if properties is not None else ("", 0)
        )
        own = child(properties, "numPr")
        if own is None:
            return style, depth
        number = value(child(own, "numId")) or style
        level = value(child(own, "ilvl"))
        return number, int(level) if level.isdecimal() else depth


def numeral(number: int, form: str) -> str:
    """A number as a list prints it; forms that are not known, and numbers a form has no sign for, are digits."""
    if form == "none":
        return ""
    written = _FORMS[form](number) if form in _FORMS and 0 < number <= LARGEST else ""
    return written or str(number)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % LETTERS) * ((number - 1) // LETTERS + 1)


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        text += letters * count
    return text


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(_CHINESE, int_to_chinese),
    "chineseLegalSimplified": lambda number: int_to_chinese(number).translate(_LEGAL),
    "ideographTraditional": lambda number: _STEMS[number - 1 : number],
    "decimalEnclosedCircle": lambda number: chr(ord("①") + number - 1) if number <= CIRCLED else "",
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


def read_numbering(numbering: Any, styles: Any) -> Lists:
    """The lists of the two parts; either may be missing."""
    abstract: dict[str, dict[int, Level]] = {}
    lists: dict[str, dict[int, Level]] = {}
    counted: dict[str, str] = {}
    for each in numbering if numbering is not None else ():
        if local(each) == "abstractNum":
            abstract[value(each, "abstractNumId")] = _levels(each)
    for each in numbering if numbering is not None else ():
        if local(each) != "num":
            continue
        number, source = value(each, "numId"), value(child(each, "abstractNumId"))
        overrides = [other for other in each if local(other) == "lvlOverride"]
        lists[number] = {**abstract.get(source, {}), **_overridden(overrides, abstract.get(source, {}))}
        counted[number] = number if overrides else source  # lists made of one pattern go on counting together
    return Lists(lists, counted, _styles(styles, lists))


def _levels(parent: Any) -> dict[int, Level]:
    return {
        int(depth): _level(each)
        for each in parent
        if local(each) == "lvl" and (depth := value(each, "ilvl")).isdecimal()
    }


def _level(each: Any) -> Level:
    start = value(child(each, "start"))
    return Level(
        start=int(start) if start.isdecimal() else 1,
        form=value(child(each, "numFmt")) or "decimal",
        text=value(child(each, "lvlText")),
        suffix=value(child(each, "suff")) or "tab",
        style=value(child(each, "pStyle")),
        legal=child(each, "isLgl") is not None,
    )


def _overridden(overrides: list[Any], levels: dict[int, Level]) -> dict[int, Level]:
    changed: dict[int, Level] = {}
    for each in overrides:
        depth = value(each, "ilvl")
        if not depth.isdecimal():
            continue
        whole, start = child(each, "lvl"), value(child(each, "startOverride"))
        level = _level(whole) if whole is not None else levels.get(int(depth))
        if level and start.isdecimal():
            level = replace(level, start=int(start))
        if level:
            changed[int(depth)] = level
    return changed


def _styles(styles: Any, lists: dict[str, dict[int, Level]]) -> dict[str, tuple[str, int]]:
    """Styles that number their paragraphs, themselves or by the style they are based on."""
    own: dict[str, tuple[str, str]] = {}
    based: dict[str, str] = {}
    for each in styles if styles is not None else ():
        if local(each) == "style" and value(each, "type") in {"", "paragraph"}:
            name, numbered = value(each, "styleId"), child(each, "pPr", "numPr")
            based[name] = value(child(each, "basedOn"))
            if numbered is not None:
                own[name] = value(child(numbered, "numId")), value(child(numbered, "ilvl"))
    found: dict[str, tuple[str, int]] = {}
    for name in based:
        at, depth = name, 0
        while at and at not in own and depth < DEEPEST_STYLE:
            at, depth = based.get(at, ""), depth + 1
        if at in own:
            number, level = own[at]
            found[name] = number, _style_level(name, level, lists.get(number, {}))
    return found


def _style_level(style: str, level: str, levels: dict[int, Level]) -> int:
    """A style stands on the level that names it, else on the one it names."""
    named = next((depth for depth, each in levels.items() if each.style == style), None)
    if named is not None:
        return named
    return int(level) if level.isdecimal() else 0
