"""Values that parties give: 32 bytes in hex, and evidence where somebody else enters them."""

import re

from django.utils.translation import gettext as _

from quanheng.apps.evidence.models.draws import Commitment, DrawParty, Reveal
from quanheng.kernel.actor import Actor, denied
from quanheng.kernel.errors import bad_input

HEX = re.compile(r"[0-9a-f]{64}")


def value_or_fault(party: DrawParty, value: str, evidence: str) -> str:
    """``value`` in small letters without blanks. ``BadInput`` when it is not 32 bytes in hex, or when the party is
    outside the platform and no evidence is given.
    """
    bare = re.sub(r"\s+", "", value).lower()
    if not HEX.fullmatch(bare):
        raise bad_input("value", _("应为 64 位十六进制数字"), _("请原样粘贴“抽取随机数”文件中的值。"))
    if party.organisation is None and not evidence.strip():
        raise bad_input("evidence", _("代录时必须写明证明材料"), _("例如公证书编号、来函文号和日期。"))
    return bare


def require_own_voice(model: type[Commitment] | type[Reveal], party: DrawParty, actor: Actor) -> None:
    """Refuse somebody who already gave for another party of the draw: one person is one voice. Parties outside the
    platform are entered by the organiser, with their own evidence.
    """
    others = model.objects.filter(party__draw=party.draw_id, party__organisation__isnull=False, by=actor.person_id)
    if party.organisation is not None and others.exclude(party=party).exists():
        denied(_("您已经代表本次抽取的另一方，一个人不能代表两方。")).require()
