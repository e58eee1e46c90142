"""What a label may say, and when it ends. Plain values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from quanheng.core.trust.labels.claims import Kind
from quanheng.kernel.clock import LEGAL_ZONE
from quanheng.kernel.errors import Fault

LONGEST_CERTIFICATE, LONGEST_SERIAL, LONGEST_NAME, LONGEST_RESULT = 40, 40, 30, 20
"""Characters: more would make the code too fine to be read from a small label."""
YEARS = 20
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants a label to say. ``sha256`` is that of the certificate as it was issued, in hex."""

    certificate: str
    serial: str
    kind: Kind
    sha256: str
    name: str
    due: date
    result: str = ""


def expiry_of(due: date) -> datetime:
    """The moment from which a label that is good up to and with ``due`` no longer is."""
    return datetime.combine(due + timedelta(days=1), time(), LEGAL_ZONE)


def faults_of(draft: Draft, today: date) -> Iterator[Fault]:
    """Everything that is wrong with a draft, by field."""
    texts = (
        ("certificate", draft.certificate, LONGEST_CERTIFICATE, True),
        ("serial", draft.serial, LONGEST_SERIAL, True),
        ("name", draft.name, LONGEST_NAME, True),
        ("result", draft.result, LONGEST_RESULT, False),
    )
    for field, text, longest, required in texts:
        if required and not text:
            yield Fault(field, _("没有填写"))
        elif len(text) > longest:
            yield Fault(field, _("最多 %(longest)d 字") % {"longest": longest}, _("标识上的二维码容不下更多内容。"))
        elif not text.isprintable():
            yield Fault(field, _("含有不可见字符"), _("请重新输入。"))
    if not DIGEST.fullmatch(draft.sha256):
        yield Fault("sha256", _("应为 64 位十六进制数字"), _("请选择证书文件，由页面计算摘要。"))
    if draft.due < today:
        yield Fault("due", _("有效期已过"), _("请核对日期。"))
    elif draft.due > date(today.year + YEARS, 12, 31):
        yield Fault("due", _("有效期超过 %(years)d 年") % {"years": YEARS}, _("请核对日期。"))
