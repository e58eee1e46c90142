"""Reading the search address, and refusing what it does not know."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from quanheng.kernel.errors import BadInput, Fault
from quanheng.kernel.listing.parameters import HARMLESS, UNREADABLE, whole_number
from quanheng.kernel.search.query import LONGEST_QUERY
from quanheng.kernel.search.registry import FacetLabels, sources

PAGE_SIZE = 20
LARGEST_PAGE = 100
DEEPEST = 10_000
_VALUE = re.compile(r"[\w.·（）()-]{1,80}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the search, checked."""

    q: str
    filters: Mapping[str, str]
    page: int = 1
    size: int = PAGE_SIZE


def facets() -> dict[str, FacetLabels]:
    """Every facet an address may name besides ``kind``, from all sources; their words are joined."""
    found: dict[str, FacetLabels] = {}
    for source in sources().values():
        for name, labels in source.facets.items():
            known = found.get(name, FacetLabels(labels.label))
            found[name] = FacetLabels(known.label, {**labels.values, **known.values})
    return found


def checked_words(given: str) -> str:
    """A query as typed: at most ``LONGEST_QUERY`` characters, none invisible. Raises ``BadInput``."""
    if len(given) > LONGEST_QUERY:
        raise BadInput([Fault("q", _("检索词过长"), _("请缩短到 %d 字以内。") % LONGEST_QUERY)])
    if UNREADABLE.search(given):
        raise BadInput([Fault("q", _("检索词含有不可见字符"), _("请删除后重新输入。"))])
    return given.strip()


def read(params: QueryDict) -> Asked:
    """The checked content of the address. Raises ``BadInput`` with every fault."""
    faults: list[Fault] = []
    known = facets()
    for name in params:
        if name not in {"q", "kind", "page", *known} and not HARMLESS.match(name):
            shown = UNREADABLE.sub("?", name[:40])
            remedy = _("可用的参数：%s。") % "、".join(["q", "kind", *known, "page"])
            faults.append(Fault(shown, _("没有这个查询参数"), remedy))
    words, page = "", 1
    try:
        words = checked_words(params.get("q", ""))
    except BadInput as wrong:
        faults += wrong.faults
    try:
        page = whole_number(params.get("page") or "1", "page", 1, DEEPEST // PAGE_SIZE)
    except BadInput as wrong:
        faults += wrong.faults
    filters = {name: value for name in ("kind", *known) if (value := params.get(name, "").strip())}
    faults += [fault for name, value in filters.items() if (fault := _value_fault(name, value))]
    if faults:
        raise BadInput(faults)
    return Asked(words, filters, page)


def _value_fault(name: str, value: str) -> Fault | None:
    if name == "kind" and value not in sources():
        return Fault(name, _("没有这一类"), _("可用的取值：%s。") % "、".join(sources()))
    if not _VALUE.fullmatch(value):
        return Fault(name, _("取值有误"), _("请去掉这个条件，或从检索页上选择。"))
    return None
