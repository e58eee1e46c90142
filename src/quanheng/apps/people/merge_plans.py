"""What a merge would do, worked out by doing it and taking it back."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from quanheng.apps.people.merging import Conflict, Moved, account_conflict, label_of, move
from quanheng.apps.people.models import Appointment, Organisation, OrganisationParent, Person
from quanheng.kernel.clock import legal_today


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of record: how many would point to the survivor, and how many the survivor has already."""

    label: str
    moves: int
    stays: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The report of a trial. Nothing was changed. ``codes`` are two different credit codes between which to choose."""

    lines: list[Line]
    conflicts: list[Conflict]
    codes: tuple[str, str] | None = None

    @property
    def moves(self) -> int:
        """How many records would point to the survivor."""
        return sum(line.moves for line in self.lines)


def plan_organisations(survivor: Organisation, merged: Organisation) -> Plan:
    """What merging ``merged`` into ``survivor`` would do."""
    against = organisations_against(survivor, merged)
    with transaction.atomic():
        moved = move(survivor, merged)
        against += [*moved.conflicts, *circle(survivor)]
        transaction.set_rollback(True)
    differ = survivor.credit_code and merged.credit_code and survivor.credit_code != merged.credit_code
    codes = (str(survivor.credit_code), str(merged.credit_code)) if differ else None
    return Plan(_lines(moved), against, codes)


def plan_persons(survivor: Person, merged: Person) -> Plan:
    """The same for two persons."""
    against = persons_against(survivor, merged)
    with transaction.atomic():
        moved = move(survivor, merged)
        transaction.set_rollback(True)
    return Plan(_lines(moved), [*against, *moved.conflicts])


def _lines(moved: Moved) -> list[Line]:
    counts: dict[str, list[int]] = {}
    for reference, ids in moved.rows.items():
        counts.setdefault(label_of(reference), [0, 0])[0] += len(ids)
    for reference, ids in moved.stayed.items():
        counts.setdefault(label_of(reference), [0, 0])[1] += len(ids)
    for one in moved.dropped:
        counts.setdefault(label_of(f"{one['model']}.id"), [0, 0])[1] += 1
    return [Line(label, moves, stays) for label, (moves, stays) in counts.items()]


def organisations_against(survivor: Organisation, merged: Organisation) -> list[Conflict]:
    """What stands against it before anything is moved."""
    found = []
    if survivor.pk == merged.pk:
        found.append(Conflict(_("两条记录是同一条"), _("请另选保留的机构。")))
    if Organisation.Kind.COMMITTEE in {survivor.kind, merged.kind}:
        found.append(Conflict(_("其中一方是委员会"), _("委员会在委员会登记册登记、合并和撤销，不在这里办理。")))
    if survivor.public != merged.public:
        remedy = _("合并会使不公开的内容公开，或使公开的内容消失。请先更正其中一方。")
        found.append(Conflict(_("一方对外公开，另一方不公开"), remedy))
    return found


def persons_against(survivor: Person, merged: Person) -> list[Conflict]:
    """What stands against it before anything is moved. Platform offices and accounts in use never travel by a merge:
    they are given and taken by administrators, so a merge always has a second pair of eyes where power is concerned.
    """
    found = account_conflict(merged)
    if survivor.pk == merged.pk:
        found.append(Conflict(_("两条记录是同一人"), _("请另选保留的人员。")))
    today = legal_today()
    held = Appointment.objects.filter(person=merged).exclude(office__grants=[]).select_related("office")
    found += [
        Conflict(
            _("并入的人员担任平台职务“%(office)s”") % {"office": one.office.name},
            _("请先由管理员终止该职务；平台职务不随合并转移。"),
        )
        for one in held
        if one.end is None or one.end > today
    ]
    return found


def circle(survivor: Organisation) -> list[Conflict]:
    """Whether, as things stand, the organisation is below itself."""
    seen: set[int] = set()
    level = {survivor.pk}
    while level:
        above = OrganisationParent.objects.filter(organisation__in=level, end=None, organisation__merged_into=None)
        level = set(above.values_list("parent_id", flat=True)) - seen
        if survivor.pk in level:
            return [Conflict(_("合并后隶属关系成环"), _("请先终止其中一条隶属关系。"))]
        seen |= level
    return []
