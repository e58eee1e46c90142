"""A regulator, its people, two other parties, and a draw that can be brought to any step."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from quanheng.apps.evidence.actions.commit_to_draw import commit_to_draw
from quanheng.apps.evidence.actions.compose_draw import compose_draw
from quanheng.apps.evidence.actions.enter_numbers import enter_numbers
from quanheng.apps.evidence.actions.freeze_list import freeze_list
from quanheng.apps.evidence.actions.publish_plan import publish_plan
from quanheng.apps.evidence.actions.reveal_secret import reveal_secret
from quanheng.apps.evidence.actions.run_draw import run_draw
from quanheng.apps.evidence.actions.substitute import substitute
from quanheng.apps.evidence.draws.composing import (
    Composition,
    NumbersRule,
    PartyGiven,
    StratumRule,
    TeamRule,
    Times,
)
from quanheng.apps.evidence.draws.tables import Entry
from quanheng.apps.evidence.models import Draw, DrawParty, NameList
from quanheng.core.trust.draw.algorithm import Algorithm, commitment
from quanheng.kernel.actor import Actor, OfficeHeld
from quanheng.kernel.directory import Body

REGULATOR = Body(11, "O000011", "某市市场监督管理局")
ASSOCIATION = Body(12, "O000012", "某市衡器协会")
NOTARY = "某市公证处"
LOTTERY = NumbersRule("中国福利彩票双色球", ((6, 1, 33), (1, 1, 16)))


def person(number: int, office: str, body: Body) -> Actor:
    """Somebody with one office."""
    held = OfficeHeld(number, office, body.id, body.name)
    return Actor(account_id=number, person_id=number, name=f"甲{number}", held=(held,), acting_as=held)


ORGANISER = person(1, "draw-organiser", REGULATOR)
APPROVER = person(2, "draw-approver", REGULATOR)
WITNESS = person(3, "draw-witness", REGULATOR)
OTHER_WITNESS = person(4, "draw-witness", ASSOCIATION)
STRANGER = person(5, "draw-approver", ASSOCIATION)


@dataclass
class Story:
    """A draw from its lists to its result, one step a method. ``now`` moves on as the plan demands."""

    now: datetime
    algorithm: Algorithm = Algorithm.SHA256
    open_names: bool = True
    draw_id: str = "2026-JX-01"
    regulator: Body = REGULATOR
    association: Body = ASSOCIATION
    draw: Draw = field(init=False)
    objects: NameList = field(init=False)
    inspectors: NameList = field(init=False)

    @property
    def organiser(self) -> Actor:
        return person(1, "draw-organiser", self.regulator)

    @property
    def approver(self) -> Actor:
        return person(2, "draw-approver", self.regulator)

    def freeze(self) -> "Story":
        objects = [Entry(f"ZJ{n:04}", f"第{n}号集贸市场", "A" if n < 30 else "D") for n in range(36)]
        people = [Entry(f"浙A{n:03}", f"检查员{n}", "", ("衡器",) if n % 2 else ()) for n in range(8)]
        people[1] = Entry("浙A001", "检查员1", "", ("衡器",), ("ZJ0030", "不在名录的单位"))
        known = {"organiser": self.regulator, "algorithm": self.algorithm, "source": "测试", "actor": self.organiser}
        self.objects = freeze_list(
            kind="objects", title="集贸市场", open_names=self.open_names, entries=objects, **known, now=self.now
        )
        self.inspectors = freeze_list(
            kind="inspectors", title="检查人员", open_names=True, entries=people, **known, now=self.now
        )
        return self

    def composition(self, **changes: Any) -> Composition:
        facts: dict[str, Any] = {
            "draw_id": self.draw_id,
            "title": "集贸市场在用衡器抽查",
            "organiser": self.regulator.name,
            "algorithm": self.algorithm,
            "objects": self.objects,
            "inspectors": self.inspectors,
            "strata": [StratumRule("A", 50_000, 1, 2, "general"), StratumRule("D", 1_000_000, 1, 1, "衡器")],
            "team": TeamRule(2, 6),
            "parties": [
                PartyGiven(self.regulator.key, self.regulator.name, self.regulator.id),
                PartyGiven(self.association.key, self.association.name, self.association.id),
                PartyGiven("outside-3", NOTARY, None),
            ],
            "numbers": LOTTERY,
            "times": Times(self.now + timedelta(days=1), self.now + timedelta(days=2), self.now + timedelta(days=4)),
        }
        return Composition(**{**facts, **changes})

    def compose(self, **changes: Any) -> "Story":
        self.draw = compose_draw(made=self.composition(**changes), actor=self.organiser, now=self.now)
        return self

    def party(self, slug: str) -> DrawParty:
        return DrawParty.objects.get(draw=self.draw, slug=slug)

    def secret(self, slug: str) -> bytes:
        return slug.encode().ljust(32, b"!")

    def who(self, slug: str) -> dict[str, Any]:
        if slug == "outside-3":
            return {"actor": self.organiser, "evidence": "公证书（2026）浙证字第 1 号"}
        body = self.regulator if slug == self.regulator.key else self.association
        return {"actor": person(3 if body is self.regulator else 4, "draw-witness", body)}

    def commit(self, *slugs: str) -> "Story":
        for slug in slugs or (self.regulator.key, self.association.key, "outside-3"):
            value = commitment(self.algorithm, self.draw_id, slug, self.secret(slug)).hex()
            commit_to_draw(party=self.party(slug), value=value, **self.who(slug), now=self.now)
        return self

    def publish(self) -> "Story":
        publish_plan(draw=self.draw, actor=self.approver, now=self.now + timedelta(hours=30))
        self.draw = Draw.objects.get(pk=self.draw.pk)
        self.now = self.draw.open_after + timedelta(minutes=1)
        return self

    def reveal(self, *slugs: str) -> "Story":
        for slug in slugs or (self.regulator.key, self.association.key, "outside-3"):
            reveal_secret(party=self.party(slug), value=self.secret(slug).hex(), **self.who(slug), now=self.now)
        return self

    def enter(self, **changes: Any) -> "Story":
        facts: dict[str, Any] = {
            "groups": [[3, 9, 14, 21, 28, 33], [7]],
            "issue": "2026135 期",
            "published_at": self.draw.open_after + timedelta(seconds=30),
            "where": "https://www.cwl.gov.cn/ygkj/wqkjgg/ssq/",
        }
        enter_numbers(draw=self.draw, **{**facts, **changes}, actor=self.organiser, now=self.now)
        return self

    def run(self) -> "Story":
        run_draw(draw=self.draw, actor=self.approver, now=self.now)
        self.draw = Draw.objects.get(pk=self.draw.pk)
        return self

    def substitute(self) -> "Story":
        """The first object that was drawn falls out."""
        selected = json.loads(self.draw.result.text)["strata"][0]["selected"][0]
        facts = {"kind": "object", "selected": selected, "reason": "已经停业"}
        substitute(draw=self.draw, **facts, actor=self.organiser, now=self.now)
        return self

    def until(self, step: str) -> "Story":
        """Every step up to and with ``step``."""
        for one in ("freeze", "compose", "commit", "publish", "reveal", "enter", "run"):
            getattr(self, one)()
            if one == step:
                break
        return self
