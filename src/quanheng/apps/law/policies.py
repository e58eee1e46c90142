"""Who may change the register. Everybody may read it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from quanheng.kernel.actor import ALLOWED, Actor, Decision, denied

REGISTRAR = "registrar"
PLANNING_OFFICER = "planning-officer"
POLICIES = frozenset({"policy", "normative"})
"""Kinds of instruments whose texts those who keep the ledger of policies bring in."""


def may_register(actor: Actor) -> Decision:
    """Whether the actor may enter instruments and load their texts."""
    if actor.system or (REGISTRAR in actor.roles and actor.covers("")):
        return ALLOWED
    return denied(_("只有面向全国的登记员可以登记法规和载入文本。"))


def may_load_texts(actor: Actor, kinds: Iterable[str]) -> Decision:
    """Whether the actor may load texts of instruments of ``kinds``: the registrar all, planning officers policies."""
    if actor.holds(PLANNING_OFFICER) and POLICIES.issuperset(kinds):
        return ALLOWED
    return may_register(actor)
