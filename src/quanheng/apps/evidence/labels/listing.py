"""The list of an issuer's labels, and of the keys that may sign."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanheng.apps.evidence.labels.words import WORDS
from quanheng.apps.evidence.models.labels import KINDS, Label
from quanheng.core.trust.labels import token
from quanheng.core.trust.labels.verdict import State
from quanheng.kernel import clock
from quanheng.kernel.listing import Column, Facet, Listing
from quanheng.kernel.ui.badges import status_badge

STATES = (State.VALID, State.EXPIRED, State.REVOKED, State.REPLACED)


def host() -> str:
    """The host that labels lead to: that of the platform's public address."""
    return str(settings.SITE_URL).partition("://")[2].partition("/")[0]


def address_of(label: Label) -> str:
    """What the code of a label holds."""
    return token.address(host(), bytes(label.token))


def state_of(label: Label) -> State:
    """What an issuer sees of its own label now."""
    if end := getattr(label, "ended", None):
        return State.REPLACED if end.successor_id else State.REVOKED
    return State.EXPIRED if label.expires_at <= clock.now() else State.VALID


def label_href(row: Any) -> str:
    """The page of a label."""
    return reverse("evidence:label", args=[row.number])


def _state(row: Any) -> Any:
    word = WORDS[state_of(row)]
    return status_badge(word.tone, word.word)


def _in_state(values: tuple[str, ...], _day: date) -> Q:
    now = clock.now()
    conditions = {
        State.VALID: Q(ended=None, expires_at__gt=now),
        State.EXPIRED: Q(ended=None, expires_at__lte=now),
        State.REVOKED: Q(ended__isnull=False, ended__successor=None),
        State.REPLACED: Q(ended__successor__isnull=False),
    }
    found = Q(pk__in=[])
    for value in values:
        found |= conditions[State(value)]
    return found


def _counts(rows: QuerySet[Any], day: date) -> Iterable[tuple[Any, int]]:
    bare = rows.order_by()
    return [(state.value, bare.filter(_in_state((state.value,), day)).count()) for state in STATES]


def _search(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    return rows.filter(
        Q(number__istartswith=text)
        | Q(certificate__icontains=text)
        | Q(serial__icontains=text)
        | Q(name__icontains=text)
    )


LABELS = Listing(
    key="labels",
    title=_("标识"),
    columns=(
        Column("number", _("标识号"), sort=("number",), nowrap=True),
        Column("name", _("器具名称"), sort=("name",)),
        Column("serial", _("器具编号"), sort=("serial",), nowrap=True),
        Column("certificate", _("证书编号"), sort=("certificate",), nowrap=True),
        Column("kind", _("种类"), shown=False),
        Column("result", _("结果或等级"), shown=False),
        Column("due", _("有效期至"), sort=("due",), nowrap=True),
        Column("state", _("状态"), render=_state, export=lambda row: str(WORDS[state_of(row)].word), nowrap=True),
        Column("issued_at", _("签发时间"), sort=("issued_at", "id"), shown=False),
        Column(
            "checks",
            _("核对次数"),
            render=lambda row: str(row.checks or 0),
            export=lambda row: row.checks or 0,
            numeric=True,
        ),
        Column("sha256", _("文件摘要（SHA-256）"), shown=False),
        Column("address", _("二维码内容"), export=address_of, shown=False),
    ),
    facets=(
        Facet(
            "state", _("状态"), options=[(one.value, WORDS[one].word) for one in STATES], where=_in_state, group=_counts
        ),
        Facet("kind", _("种类"), lookup="kind", options=[(str(kind), label) for kind, label in KINDS]),
        Facet("result", _("结果或等级"), lookup="result", order="count", collapsed=True),
    ),
    search=_search,
    search_placeholder=_("标识号、证书编号、器具编号或名称"),
    default_sort="-issued_at",
    row_href=label_href,
    empty_title=_("还没有标识"),
    empty_hint=_("签发一枚，或从证书清单批量签发。"),
)
