"""What can be asked of committees."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet

from quanheng.apps.committees.models import Committee, Field, Hosting, Term
from quanheng.apps.committees.rules.codes import parse_code
from quanheng.apps.people.public import Organisation
from quanheng.kernel.actor import ANONYMOUS, Actor


@dataclass(frozen=True, slots=True)
class CommitteePage:
    """Everything the page of one committee shows."""

    committee: Committee
    hostings: Sequence[Hosting]
    terms: Sequence[Term]
    children: Sequence[Committee]
    fields: Sequence[Field]
    joint_founders: Sequence[Organisation]
    siblings: Sequence[Committee]


@dataclass
class Node:
    """A committee in the tree, with those below it."""

    committee: Committee
    children: list["Node"] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many committees there are below it."""
        return sum(1 + child.size for child in self.children)


def committees(actor: Actor) -> QuerySet[Committee]:
    """Every committee ``actor`` may see, with what a list shows of it. Four queries, whatever their number."""
    hosts = Hosting.objects.visible_to(actor).filter(end=None).select_related("organisation")
    return (
        Committee.objects.visible_to(actor)
        .select_related("parent", "organisation__region", "approved_by")
        .prefetch_related("fields", "joint_founders", Prefetch("hostings", queryset=hosts, to_attr="hosts"))
    )


def public_committees() -> QuerySet[Committee]:
    """What everybody may see, whoever asks."""
    return committees(ANONYMOUS)


def search_committees(rows: QuerySet[Committee], text: str) -> QuerySet[Committee]:
    """Committees whose name holds ``text``, whose code it spells, or whose host has it in its name."""
    code = parse_code(text)
    if code is not None:
        return rows.filter(Q(key=code.key) | Q(key__startswith=f"{code.key}-"))
    hosted = Hosting.objects.visible_to(ANONYMOUS).filter(organisation__name__icontains=text).values("committee")
    return rows.filter(Q(name__icontains=text) | Q(key__iexact=text) | Q(pk__in=hosted))


def committee_page(actor: Actor, key: str) -> CommitteePage | None:
    """The committee ``key`` with everything known of it; ``None`` when there is none. A constant number of queries."""
    committee = (
        Committee.objects.visible_to(actor)
        .select_related("parent", "organisation__region", "approved_by")
        .filter(key=key)
        .first()
    )
    if committee is None:
        return None
    fields = list(committee.fields.visible_to(actor))
    hostings = Hosting.objects.visible_to(actor).filter(committee=committee).select_related("organisation")
    others = Committee.objects.visible_to(actor).filter(fields__in=fields).exclude(pk=committee.pk)
    return CommitteePage(
        committee,
        list(hostings.order_by("-start", "pk")),
        list(Term.objects.visible_to(actor).filter(committee=committee).order_by("-ordinal")),
        list(Committee.objects.visible_to(actor).filter(parent=committee).order_by("position")),
        fields,
        list(committee.joint_founders.visible_to(actor)),
        list(others.exclude(parent=committee).exclude(pk=committee.parent_id).distinct().order_by("position")[:20]),
    )


def exists(actor: Actor, key: str) -> bool:
    """Whether there is a committee ``key``."""
    return bool(Committee.objects.visible_to(actor).filter(key=key).exists())


def near(actor: Actor, text: str, limit: int = 6) -> list[Committee]:
    """What may have been meant: the committee above, those with the same number, those with the words in their name."""
    code = parse_code(text)
    if code is not None:
        numbers = [f"MTC{number}" for number in range(max(1, code.mtc - 1), code.mtc + 2)]
        same = Q(key=f"MTC{code.mtc}") | Q(key__startswith=f"MTC{code.mtc}-") | Q(key__in=numbers)
    elif len(text) > 1 and not text.isascii():
        same = Q(name__icontains=text[:40])
    else:
        return []
    return list(Committee.objects.visible_to(actor).filter(same).order_by("position")[:limit])


def tree(actor: Actor) -> dict[str, list[Node]]:
    """Every committee under the one above it, by level. One query."""
    rows = Committee.objects.visible_to(actor).select_related("organisation__region", "approved_by").order_by("pk")
    nodes = {committee.pk: Node(committee) for committee in rows}
    roots: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values():
        above = nodes.get(node.committee.parent_id)
        (above.children if above else roots[node.committee.level]).append(node)
    for siblings in [*roots.values(), *(node.children for node in nodes.values())]:
        siblings.sort(key=lambda one: one.committee.position)
    return {level: roots[level] for level in Committee.Level.values if level in roots}


def by_field(actor: Actor) -> list[tuple[Field, list[Committee]]]:
    """Every field with its committees, those without any included. Two queries."""
    rows = Committee.objects.visible_to(actor).filter(dissolved_on=None)
    prefetched = Field.objects.visible_to(actor).prefetch_related(Prefetch("committees", rows, to_attr="answering"))
    return [(one, sorted(one.answering, key=lambda committee: committee.position)) for one in prefetched]


def hosted_by(actor: Actor, organisation: Organisation) -> list[Hosting]:
    """The committees whose secretariat an organisation runs or ran. One query."""
    rows = Hosting.objects.visible_to(actor).filter(organisation=organisation).select_related("committee")
    return list(rows.order_by("committee__position", "start"))


def of_organisation(actor: Actor, organisation: Organisation) -> Committee | None:
    """The committee that an organisation is. One query."""
    found: Committee | None = Committee.objects.visible_to(actor).filter(organisation=organisation).first()
    return found


def approved_by(actor: Actor, organisation: Organisation) -> list[Committee]:
    """The committees an organisation approved. One query."""
    return list(Committee.objects.visible_to(actor).filter(approved_by=organisation).order_by("position"))


def hosted_keys(hostings: Sequence[int]) -> list[str]:
    """The committees of these hostings."""
    return list(public_committees().filter(hostings__in=list(hostings)).order_by().values_list("key", flat=True))


def documents_of(keys: Iterable[str] | None) -> QuerySet[Committee]:
    """The committees the search index holds."""
    rows = public_committees()
    return rows if keys is None else rows.filter(key__in=list(keys))
