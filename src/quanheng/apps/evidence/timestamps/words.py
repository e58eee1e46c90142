"""Timestamps in words: why an answer was not taken."""

from django.utils.translation import gettext_lazy as _

from quanheng.core.trust.timestamps.answers import Why

NO_ANSWER = "no_answer"
WORDS = {
    Why.UNREADABLE: _("收到的不是时间戳"),
    Why.REFUSED: _("时间戳机构拒绝了请求"),
    Why.IMPRINT: _("时间戳的摘要不是请求的摘要"),
    Why.NONCE: _("时间戳不是对这次请求的应答"),
    Why.POLICY: _("时间戳的策略不是请求的策略"),
    Why.SIGNATURE: _("时间戳的签名或证书不成立"),
}


def why(name: str) -> str:
    """The reason ``name`` in words."""
    if name == NO_ANSWER:
        return str(_("时间戳机构没有应答"))
    return str(WORDS[Why(name)]) if name in set(Why) else name
