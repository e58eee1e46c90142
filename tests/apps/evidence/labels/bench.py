"""An institute that issues labels, and its people."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from quanheng.apps.evidence.actions.end_label_key import end_label_key
from quanheng.apps.evidence.actions.issue_labels import issue_labels
from quanheng.apps.evidence.actions.open_label_key import open_label_key
from quanheng.apps.evidence.actions.replace_label import replace_label
from quanheng.apps.evidence.actions.revoke_label import revoke_label
from quanheng.apps.evidence.labels.checking import Checked, check
from quanheng.apps.evidence.labels.rules import Draft
from quanheng.apps.evidence.log import runner
from quanheng.apps.evidence.models import Label, LabelKey
from quanheng.core.trust.labels import token
from quanheng.core.trust.labels.claims import Kind
from quanheng.kernel.actor import Actor, OfficeHeld
from quanheng.kernel.directory import Body

INSTITUTE = Body(21, "O000021", "某市计量测试研究院")
OTHER = Body(22, "O000022", "另一市计量所")
HOST = "m.example.cn"


def person(number: int, office: str, body: Body, *roles: str) -> Actor:
    """Somebody with one office."""
    held = OfficeHeld(number, office, body.id, body.name, roles=frozenset(roles))
    return Actor(
        account_id=number, person_id=number, name=f"乙{number}", held=(held,), acting_as=held, roles=frozenset(roles)
    )


ISSUER = person(31, "label-issuer", INSTITUTE)
STRANGER = person(32, "label-issuer", OTHER)
KEEPER = person(33, "security-administrator", OTHER, "security_administrator")
AUDITOR = person(34, "auditor", OTHER, "auditor")


@dataclass
class Bench:
    """``now`` moves on when a test says so."""

    now: datetime
    institute: Body = INSTITUTE
    issuer: Actor | None = None
    key: LabelKey = field(init=False)

    def __post_init__(self) -> None:
        self.issuer = self.issuer or person(31, "label-issuer", self.institute)
        self.key = open_label_key(issuer=self.institute, actor=KEEPER, now=self.now)

    def draft(self, **changes: Any) -> Draft:
        facts: dict[str, Any] = {
            "certificate": "JL-2026-000123",
            "serial": "SN12345678",
            "kind": Kind.VERIFICATION,
            "sha256": bytes(range(32)).hex(),
            "name": "电子天平",
            "due": date(2027, 11, 21),
            "result": "Ⅱ 级",
        }
        return Draft(**{**facts, **changes})

    def issue(self, **changes: Any) -> Label:
        [made] = issue_labels(
            drafts=[self.draft(**changes)], organisation=self.institute.id, actor=self.issuer, now=self.now
        )
        return made

    def revoke(self, label: Label, reason: str = "证书有误") -> None:
        revoke_label(label=label, reason=reason, actor=self.issuer, now=self.now)

    def replace(self, label: Label, reason: str = "更正编号", **changes: Any) -> Label:
        return replace_label(label=label, draft=self.draft(**changes), reason=reason, actor=self.issuer, now=self.now)

    def end_key(self, end: datetime | None = None) -> None:
        end_label_key(key=self.key, end=end or self.now, reason="人员变动", actor=KEEPER, now=self.now)

    def log(self) -> None:
        """What was sealed gets its numbers and a checkpoint."""
        runner.catch_up(now=self.now)

    def later(self, **more: Any) -> "Bench":
        self.now += timedelta(**more)
        return self


def address_of(label: Label, host: str = HOST) -> str:
    return token.address(host, bytes(label.token))


def checked(label: Label, now: datetime) -> Checked:
    return check(address_of(label), now)
