"""What is on record of the editions a table names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from quanheng.apps.committees.public import Committee, canonical_key
from quanheng.apps.specifications.models import Edition, Issuer, Replacement
from quanheng.apps.specifications.rules.numbers import SpecificationNumber, parse_edition
from quanheng.kernel.actor import Actor
from quanheng.kernel.imports import Entry


@dataclass
class Matches:
    """Editions, replacements, committees and issuers that ``entries`` may mean. Four queries, however many entries."""

    entries: Sequence[Entry]
    actor: Actor
    editions: dict[str, Edition] = field(default_factory=dict)
    replaced: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    issuers: set[str] = field(default_factory=set)
    _by_key: dict[str, Committee] = field(default_factory=dict)
    _by_name: dict[str, Committee] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers = [number_of(entry) for entry in self.entries]
        lookups = {number.lookup for number in numbers if number}
        found = Edition.objects.visible_to(self.actor).filter(lookup__in=lookups).select_related("committee")
        self.editions = {one.lookup: one for one in found}
        links = Replacement.objects.visible_to(self.actor).filter(successor__lookup__in=lookups)
        for successor, predecessor in links.values_list("successor_id", "predecessor__number"):
            self.replaced[successor].append(predecessor)
        self.issuers = set(Issuer.objects.visible_to(self.actor).values_list("short", flat=True))
        if any(entry.values.get("committee") for entry in self.entries):
            for committee in Committee.objects.visible_to(self.actor):
                self._by_key[committee.key] = self._by_name[committee.name] = committee

    def committee(self, text: str) -> Committee | None:
        """The committee a cell names, by name or by code in any spelling."""
        return self._by_name.get(text) or self._by_key.get(canonical_key(text) or "")


def number_of(entry: Entry) -> SpecificationNumber | None:
    """The number the entry gives, if it is one of an edition."""
    return parse_edition(str(entry.values.get("number", "")))
