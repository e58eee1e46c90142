"""The unit linter (单位检查): from text to findings. It reads and reports; it never changes the text."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quanheng.core.basis import Basis
from quanheng.core.metrology.units.lint.converting import converted, legal_units, one_in_legal
from quanheng.core.metrology.units.lint.finding import Converted, Finding, FindingKind
from quanheng.core.metrology.units.lint.folding import Folded, fold, is_wide, narrow
from quanheng.core.metrology.units.lint.judge import Judge, Judgement
from quanheng.core.metrology.units.lint.places import Place, places
from quanheng.core.metrology.units.lint.vocabulary import Rule, Vocabulary, vocabulary
from quanheng.core.metrology.units.unit import Unit
from quanheng.core.metrology.units.writing import symbol_text


def lint(text: str, judge: Judge, day: date, *, cell: bool = False, document: str = "") -> tuple[Finding, ...]:
    """Findings in ``text`` in the order of their places, none overlapping another.

    ``judge`` says what is legal on ``day``; ``cell`` that the text is a cell of a table; ``document`` is other text of
    the same document (title, neighbouring paragraphs) in which the words that let a unit pass are looked for.
    """
    linter = _Linter(text, fold(text), judge, day, vocabulary(), f"{document}\n{text}")
    found = sorted(linter.findings(cell=cell), key=lambda each: (each.start, each.start - each.end))
    kept: list[Finding] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def corrected(text: str, findings: tuple[Finding, ...]) -> str:
    """``text`` with every replacement made; findings that leave the choice to a person are left as they are."""
    pieces: list[str] = []
    last = 0
    for each in sorted(findings, key=lambda finding: finding.whole_start):
        if each.replacement is None or each.whole_start < last:
            continue
        pieces += [text[last : each.whole_start], each.replacement]
        last = each.whole_end
    return "".join([*pieces, text[last:]])


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is wrong with one sign."""

    kind: FindingKind
    unit: Unit | None = None
    legal: tuple[str, ...] = ()
    converted: Converted | None = None
    replacement: str | None = None
    rule: str = ""
    status: str = ""
    basis: Basis | None = None
    remark: str = ""


@dataclass
class _Linter:
    text: str
    folded: Folded
    judge: Judge
    day: date
    book: Vocabulary
    document: str

    def __post_init__(self) -> None:
        self.lines = line_starts(self.text)

    def findings(self, *, cell: bool) -> Iterator[Finding]:
        for place in places(self.folded.text, self.book, self.document, cell=cell):
            verdict = self.verdict(place)
            if verdict:
                yield self.finding(place, verdict)

    def verdict(self, place: Place) -> _Verdict | None:
        sign = place.sign
        if sign.ambiguous:
            rule = self.book.rules["solidus"]
            return _Verdict(FindingKind.AMBIGUOUS, rule=rule.key, basis=rule.basis, remark=rule.why)
        judged = [(unit, self.judge(unit, self.day)) for unit in sign.units]
        if judged and all(judgement and not judgement.acceptable for _unit, judgement in judged):
            return self.not_legal(place, *judged[0])
        if sign.rule:
            return self.wrong_writing(place, sign.rule)
        if place.around:
            return self.wrong_writing(place, self.book.rules["split-name"])
        return self.full_width(place)

    def not_legal(self, place: Place, unit: Unit, judgement: Judgement | None) -> _Verdict | None:
        """A unit that is not legal on the day, unless the words around let it pass."""
        if judgement is None or any(rule.holds(unit, self.document) for rule in self.book.permitted):
            return None
        sign = place.sign
        legal = legal_units(unit, judgement.equivalents, self.judge, self.day)
        doubt = next((rule.why for rule in self.book.doubts if rule.holds(unit, self.document)), "")
        several = len(sign.units) > 1 or (sign.rule is not None and sign.rule.key == "several")
        value = None
        if not several and not doubt:
            value = converted(place.amount, unit, sign.scale, legal) if place.amount else None
            value = value or (one_in_legal(unit, sign.scale, legal) if not place.amount else None)
        remarks = (doubt, sign.rule.why if sign.rule and several else "", judgement.remark)
        return _Verdict(
            FindingKind.NON_LEGAL,
            unit,
            legal,
            value,
            value.text if value and place.amount and not self.runs_on(place) else None,
            sign.rule.key if sign.rule else "",
            judgement.status,
            judgement.basis,
            "".join(filter(None, remarks)),
        )

    def runs_on(self, place: Place) -> bool:
        """Whether more of the unit follows that was not read (公斤力米, 千卡/人): only a person can put it right."""
        after = self.folded.text[place.end : place.end + 1]
        return bool(after) and (after in "/·每半" or after in self.book.names)

    def wrong_writing(self, place: Place, rule: Rule) -> _Verdict:
        sign = place.sign
        right = sign.right or (symbol_text(sign.units[0]) if place.around else "")
        legal = (right,) if right else tuple(symbol_text(unit) for unit in sign.units)
        unit = sign.units[0] if len(sign.units) == 1 else None
        replacement = self.rewritten(place, right) if right else None
        return _Verdict(
            FindingKind.WRITING, unit, legal, None, replacement, rule.key, basis=rule.basis, remark=rule.why
        )

    def rewritten(self, place: Place, right: str) -> str | None:
        """The quantity with its unit written right; ``None`` when the number must change in a way a person decides."""
        if place.around:
            return f"{_number(self.folded.text[place.start : place.end])} {right}"
        if not place.sign.power:
            return narrow(self.original(place.start, place.sign.start)) + right
        if not place.amount:
            return None
        number = narrow(self.original(place.amount.start, place.amount.end))
        if "×" in number or "e" in number.lower():
            return None
        bare = place.amount.form == "range" and not number.endswith((")", "]", "）"))
        return f"({number})×{right}" if bare else f"{number}×{right}"

    def full_width(self, place: Place) -> _Verdict | None:
        """Wide characters in a symbol or in the number before a symbol; Chinese names do not mind."""
        written = self.original(place.start, place.end)
        symbol = self.original(place.sign.start, place.sign.end)
        if any("\u3400" <= each <= "\u9fff" for each in symbol) or not any(map(is_wide, written)):
            return None
        rule = self.book.rules["full-width"]
        right = narrow(written)
        return _Verdict(
            FindingKind.FULL_WIDTH,
            place.sign.units[0] if place.sign.units else None,
            (narrow(symbol),),
            replacement=right,
            rule=rule.key,
            basis=rule.basis,
            remark=rule.why,
        )

    def original(self, start: int, end: int) -> str:
        return self.text[slice(*self.folded.span(start, end))] if end > start else ""

    def finding(self, place: Place, verdict: _Verdict) -> Finding:
        start, end = self.folded.span(place.sign.start, place.sign.end)
        whole_start, whole_end = self.folded.span(place.start, place.end)
        line = bisect_right(self.lines, start)
        return Finding(
            kind=verdict.kind,
            start=start,
            end=end,
            line=line,
            column=start - self.lines[line - 1] + 1,
            text=self.text[start:end],
            whole_start=whole_start,
            whole_end=whole_end,
            whole=self.text[whole_start:whole_end],
            unit=symbol_text(verdict.unit) if verdict.unit else "",
            legal=verdict.legal,
            converted=verdict.converted,
            replacement=verdict.replacement,
            rule=verdict.rule,
            status=verdict.status,
            basis=verdict.basis,
            remark=verdict.remark,
        )


def line_starts(text: str) -> list[int]:
    """Where each line begins; a line ends with a line feed, a carriage return, or both."""
    starts = [0]
    for index, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            starts.append(index + 1)
    return starts


def _number(text: str) -> str:
    """The digits in 摄氏 25 度."""
    return "".join(each for each in text if each in "0123456789.-−")
