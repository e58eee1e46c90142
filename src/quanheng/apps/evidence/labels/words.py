"""The states of a label in words: what it is called, its tone, and what a reader does now."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from quanheng.core.trust.labels.verdict import State


@dataclass(frozen=True, slots=True)
class Word:
    """A state as the page says it: ``word`` large, ``says`` below, ``tone`` and ``sign`` with it."""

    word: Any
    says: Any
    tone: str
    sign: str


WORDS = {
    State.VALID: Word(_("有效"), _("签名相符，在有效期内，没有撤销。请再核对器具上的编号。"), "ok", "circle-check"),
    State.EXPIRED: Word(_("已过期"), _("标识是真的，但有效期已过。器具须重新检定或校准后才能使用。"), "warn", "clock"),
    State.REVOKED: Word(_("已撤销"), _("签发机构已经撤销这枚标识，不能再作依据。"), "danger", "ban"),
    State.REPLACED: Word(_("已替换"), _("签发机构已用另一枚标识替换它，不能再作依据。"), "danger", "replace"),
    State.UNKNOWN_SIGNER: Word(
        _("未知签发者"),
        _("签名的密钥不在签发者名单上，或签发时不在启用期内。不能确认这枚标识。"),
        "danger",
        "circle-help",
    ),
    State.FORGED: Word(
        _("签名不符"), _("这不是一枚完整的标识，或内容被改动过。请勿采信，可向市场监管部门举报。"), "danger", "circle-x"
    ),
    State.NOT_ON_RECORD: Word(
        _("没有登记"),
        _("签名相符，但平台没有签发过这枚标识。请勿采信，并告知签发机构：密钥可能泄露。"),
        "danger",
        "circle-x",
    ),
    State.NOT_CHECKED: Word(_("未核对"), _("签名相符，在有效期内；是否撤销没有核对。"), "warn", "circle-dashed"),
}
