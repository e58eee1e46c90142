"""What is on record of committees, fields of metrology and organisations that a table may name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch

from quanheng.apps.committees.models import Committee, Field, Hosting, Term
from quanheng.apps.committees.rules.codes import canonical_key
from quanheng.apps.people.public import Organisation, called, name_key
from quanheng.kernel.actor import Actor


@dataclass
class Known:
    """Every committee by register number and by name (its own, or as an organisation), with what texts are made of;
    the fields; and the organisations that ``bodies`` name. Nine queries, however many of them.
    """

    actor: Actor
    bodies: Iterable[str] = ()
    by_key: dict[str, Committee] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)
    organisations: Mapping[str, list[Organisation]] = field(default_factory=dict)
    _by_name: dict[str, list[Committee]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for committee in on_record(self.actor):
            self.add(committee)
        for one in Field.objects.visible_to(self.actor):
            self.fields |= dict.fromkeys((name_key(one.name), one.slug, one.code or one.slug), one)
        self.organisations = called(self.actor, {text for text in self.bodies if text})

    def add(self, committee: Committee) -> None:
        """One more, registered meanwhile."""
        self.by_key[committee.key] = committee
        for name in {name_key(committee.name), name_key(committee.organisation.name)}:
            self._by_name[name].append(committee)

    def named(self, text: str) -> list[Committee]:
        """The committees that ``text`` names: by number in any spelling, or else by name."""
        found = self.by_key.get(canonical_key(text) or "")
        return [found] if found else self._by_name.get(name_key(text), [])


def on_record(actor: Actor, keys: Iterable[str] | None = None) -> list[Committee]:
    """Every committee, or those with ``keys``, with all that its texts say. Five queries."""
    rows = Committee.objects.visible_to(actor).select_related("parent__organisation", "approved_by", "organisation")
    hosts = Hosting.objects.visible_to(actor).filter(end=None).select_related("organisation").order_by("pk")
    terms = Term.objects.visible_to(actor).order_by("ordinal")
    rows = rows.prefetch_related("fields", Prefetch("hostings", hosts, "open_hostings"), Prefetch("terms", terms))
    return list(rows if keys is None else rows.filter(key__in=list(keys)))
