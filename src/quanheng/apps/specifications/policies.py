"""Who may change the register."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from quanheng.apps.specifications.models import Issuer
from quanheng.apps.specifications.rules.numbers import parse_edition
from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

REGISTRAR = "registrar"


def may_record(actor: Actor, numbers: Iterable[str] = ()) -> Decision:
    """Whether the actor may record, correct and relate the specifications with these ``numbers`` (none named: any at
    all): a registrar of a province those its own region issues, one of the whole country every one.
    """
    if not actor.system and REGISTRAR not in actor.roles:
        return denied(_("只有持有登记员职务的人员可以登记计量技术规范。"))
    if actor.covers(""):
        return ALLOWED
    regions = dict(Issuer.objects.values_list("short", "region_id"))
    for number in numbers:
        parsed = parse_edition(number)
        if not actor.covers(regions.get(parsed.issuer) if parsed else None):
            return denied(_("您的职务只登记本行政区划发布的地方规范，不登记 %s。") % number[:40])
    return ALLOWED


def may_load(actor: Actor) -> Decision:
    """Whether the actor may bring in what belongs to the whole country: the shipped register, international documents
    and the vocabulary of issuers.
    """
    return may_record(actor) if actor.covers("") else denied(_("这由面向全国的登记员办理。"))


def may_synthesise(actor: Actor) -> Decision:
    """Only a machine makes synthetic records: nobody may mix them in by hand."""
    return ALLOWED if actor.system else denied(_("合成数据只能由命令行生成。"))
